// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title The allowed status changes, written as a table
library Statuses {
    uint8 internal constant ACTIVE = 0;
    uint8 internal constant SUSPENDED = 1;
    uint8 internal constant REVOKED = 2;
    uint8 internal constant SUPERSEDED = 3;
    uint8 internal constant WITHDRAWN = 4;

    function isLegal(uint8 from, uint8 to) internal pure returns (bool) {
        if (from == ACTIVE) {
            return to == SUSPENDED || to == REVOKED || to == SUPERSEDED || to == WITHDRAWN;
        }
        if (from == SUSPENDED) {
            return to == ACTIVE || to == REVOKED || to == SUPERSEDED || to == WITHDRAWN;
        }
        return false;
    }

    function isFinal(uint8 status) internal pure returns (bool) {
        return status == REVOKED || status == SUPERSEDED || status == WITHDRAWN;
    }
}
