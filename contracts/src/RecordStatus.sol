// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDepartmentRegistry} from "./IDepartmentRegistry.sol";

/// @title Whether records are in force
/// @notice 0 active (also when nothing is stored), 1 suspended, 2 revoked, 3 superseded, 4 withdrawn. A record can change between active and
/// suspended. The other three are final. A department sets the status of its own records only.
contract RecordStatus {
    /// @param recordId 16 bytes of the record's UUID, then 16 zero bytes.
    /// @param status The new status.
    /// @param successor The record that replaces it; only for superseded.
    struct StatusChange {
        bytes32 recordId;
        uint8 status;
        bytes32 successor;
    }

    struct State {
        uint8 status;
        uint64 since;
        uint64 sequence;
    }

    uint8 private constant SUSPENDED = 1;
    uint8 private constant SUPERSEDED = 3;
    uint8 private constant WITHDRAWN = 4;
    uint256 private constant MAX_BATCH = 200;

    IDepartmentRegistry private immutable _registry;
    mapping(bytes32 department => mapping(bytes32 recordId => State)) private _states;
    mapping(bytes32 department => mapping(bytes32 recordId => bytes32)) private _successors;
    mapping(bytes32 department => uint64) private _sequences;

    /// @notice The status of a record changed. The sequence numbers of a department have no gaps, so a reader notices a missing change.
    event StatusSet(
        bytes32 indexed department, bytes32 indexed recordId, uint8 status, bytes32 successor, uint64 sequence
    );

    /// @notice The caller operates no department, or a suspended one.
    error NotAnActiveOperator();
    /// @notice The record cannot change from its current status to this one.
    error TransitionRefused(bytes32 recordId, uint8 from, uint8 to);
    /// @notice Superseded needs a successor, other statuses must have none, and a record cannot succeed itself.
    error SuccessorRefused(bytes32 recordId);
    /// @notice A batch has 1 to 200 changes.
    error BatchSizeRefused();

    /// @param registry The registry that names the operator of each department.
    constructor(address registry) {
        _registry = IDepartmentRegistry(registry);
    }

    /// @notice Changes the status of one record of the caller's department.
    function setStatus(bytes32 recordId, uint8 status, bytes32 successor) external {
        bytes32 department = _departmentOfCaller();
        uint64 sequence = _sequences[department] + 1;
        _set(department, recordId, status, successor, sequence);
        _sequences[department] = sequence;
    }

    /// @notice Changes 1 to 200 statuses, all or none.
    function setStatuses(StatusChange[] calldata changes) external {
        if (changes.length == 0 || changes.length > MAX_BATCH) {
            revert BatchSizeRefused();
        }
        bytes32 department = _departmentOfCaller();
        uint64 sequence = _sequences[department];
        for (uint256 i; i < changes.length; ++i) {
            ++sequence;
            _set(department, changes[i].recordId, changes[i].status, changes[i].successor, sequence);
        }
        _sequences[department] = sequence;
    }

    /// @notice The status of a record, the time of the block that set it, the sequence number of that change, and the successor.
    function statusOf(bytes32 department, bytes32 recordId)
        external
        view
        returns (uint8 status, uint64 since, uint64 sequence, bytes32 successor)
    {
        State memory state = _states[department][recordId];
        return (state.status, state.since, state.sequence, _successors[department][recordId]);
    }

    /// @notice The number of changes that a department made.
    function sequenceOf(bytes32 department) external view returns (uint64) {
        return _sequences[department];
    }

    function _set(bytes32 department, bytes32 recordId, uint8 status, bytes32 successor, uint64 sequence) private {
        uint8 current = _states[department][recordId].status;
        if (current > SUSPENDED || status > WITHDRAWN || status == current) {
            revert TransitionRefused(recordId, current, status);
        }
        if ((status == SUPERSEDED) != (successor != bytes32(0)) || successor == recordId) {
            revert SuccessorRefused(recordId);
        }
        _states[department][recordId] = State(status, uint64(block.timestamp), sequence);
        if (successor != bytes32(0)) {
            _successors[department][recordId] = successor;
        }
        emit StatusSet(department, recordId, status, successor, sequence);
    }

    function _departmentOfCaller() private view returns (bytes32 department) {
        department = _registry.activeDepartmentOf(msg.sender);
        if (department == bytes32(0)) {
            revert NotAnActiveOperator();
        }
    }
}
