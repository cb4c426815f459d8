// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {RecordStatus} from "../../src/RecordStatus.sol";
import {Statuses} from "../support/Statuses.sol";

/// @title The expected statuses, kept by the rules of `Statuses` and not by those of the contract
contract StatusTable {
    mapping(uint256 who => mapping(bytes32 recordId => uint8)) public statusOf;
    mapping(uint256 who => mapping(bytes32 recordId => bytes32)) public successorOf;
    /// @notice The first final status of a record; 0 until then.
    mapping(uint256 who => mapping(bytes32 recordId => uint8)) public finalStatusOf;

    /// @notice Applies all changes, or reverts when one of them is not legal after the previous ones.
    function write(uint256 who, RecordStatus.StatusChange[] calldata changes) external {
        for (uint256 i; i < changes.length; ++i) {
            RecordStatus.StatusChange calldata change = changes[i];
            bytes32 id = change.recordId;
            require(Statuses.isLegal(statusOf[who][id], change.status));
            require((change.status == Statuses.SUPERSEDED) == (change.successor != 0) && change.successor != id);
            statusOf[who][id] = change.status;
            successorOf[who][id] = change.successor;
            if (finalStatusOf[who][id] == 0 && Statuses.isFinal(change.status)) {
                finalStatusOf[who][id] = change.status;
            }
        }
    }
}
