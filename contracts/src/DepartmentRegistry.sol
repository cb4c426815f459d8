// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Council} from "./Council.sol";
import {DepartmentKeys} from "./DepartmentKeys.sol";
import {IDepartmentRegistry} from "./IDepartmentRegistry.sol";
import {RecordTypes} from "./RecordTypes.sol";

/// @title The registry, governed by its own council
/// @dev Nobody owns it. The deployer names the first council and the two other contracts, and has no power afterwards.
contract DepartmentRegistry is DepartmentKeys, RecordTypes {
    struct Migration {
        uint64 recordedAt;
        uint64 blockNumber;
    }

    address private immutable _logAnchor;
    address private immutable _recordStatus;
    mapping(bytes32 id => mapping(bytes32 recordHash => Migration)) private _migrations;

    /// @param logAnchor_ The address where `LogAnchor` will be deployed, known in advance from the deploying account and its nonce.
    /// @param recordStatus_ The address where `RecordStatus` will be deployed, known in the same way.
    /// @param members_ The first council.
    /// @param threshold_ The number of approvals needed; more than half of the members.
    /// @param leastDelay_ The shortest delay, in seconds, that this council can ever set; 0 is for development only.
    /// @param delay_ The seconds between the k-th approval and the execution; at least the shortest delay.
    /// @param lifetime_ The seconds after which a proposal expires; at least the delay and one day, at most 90 days.
    constructor(
        address logAnchor_,
        address recordStatus_,
        address[] memory members_,
        uint256 threshold_,
        uint64 leastDelay_,
        uint64 delay_,
        uint64 lifetime_
    ) Council(members_, threshold_, leastDelay_, delay_, lifetime_) {
        if (logAnchor_ == address(0) || recordStatus_ == address(0)) {
            revert AddressIsZero();
        }
        _logAnchor = logAnchor_;
        _recordStatus = recordStatus_;
    }

    /// @inheritdoc IDepartmentRegistry
    function admit(string calldata origin, address operator, string calldata nodeUrl, bytes32 logKey)
        external
        onlyCouncil
        returns (bytes32 id)
    {
        id = _admitDepartment(origin, operator, nodeUrl);
        _openLogKey(id, logKey);
    }

    /// @inheritdoc IDepartmentRegistry
    function recordMigration(bytes32 id, bytes32 recordHash) external onlyCouncil known(id) {
        if (recordHash == bytes32(0)) {
            revert HashIsZero();
        }
        if (_migrations[id][recordHash].recordedAt != 0) {
            revert MigrationExists();
        }
        _migrations[id][recordHash] = Migration(uint64(block.timestamp), uint64(block.number));
        emit MigrationRecorded(id, recordHash, _nextChange());
    }

    /// @inheritdoc IDepartmentRegistry
    function logAnchor() external view returns (address) {
        return _logAnchor;
    }

    /// @inheritdoc IDepartmentRegistry
    function recordStatus() external view returns (address) {
        return _recordStatus;
    }

    /// @inheritdoc IDepartmentRegistry
    function migrationOf(bytes32 id, bytes32 recordHash) external view returns (uint64 recordedAt, uint64 blockNumber) {
        Migration storage migration = _migrations[id][recordHash];
        return (migration.recordedAt, migration.blockNumber);
    }
}
