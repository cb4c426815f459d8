// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {RecordStatus} from "../../src/RecordStatus.sol";
import {Statuses} from "../support/Statuses.sol";
import {Vm} from "../support/Vm.sol";
import {StatusTable} from "./StatusTable.sol";

/// @title Two departments that make legal and illegal status changes of the same few record ids
/// @dev A change must be refused exactly when the table refuses it.
contract RecordStatusHandler {
    Vm private constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));
    uint256 private constant RECORDS = 6;

    RecordStatus private immutable _recordStatus;
    bytes32[2] private _departments;
    address[2] private _operators;
    uint64[2] public sequences;
    StatusTable public immutable table = new StatusTable();

    constructor(RecordStatus recordStatus, bytes32[2] memory departments, address[2] memory operators) {
        _recordStatus = recordStatus;
        (_departments, _operators) = (departments, operators);
    }

    function set(uint256 who, uint256 record, uint8 status, uint256 successor) external {
        RecordStatus.StatusChange[] memory changes = new RecordStatus.StatusChange[](1);
        changes[0] = changeOf(record, status, successor);
        who %= 2;
        bool isLegal = isWritten(who, changes);

        vm.recordLogs();
        vm.prank(_operators[who]);
        try _recordStatus.setStatus(changes[0].recordId, changes[0].status, changes[0].successor) {
            vm.assertTrue(isLegal, "accepted");
        } catch {
            vm.assertTrue(!isLegal, "refused");
        }
        checkEvents(who, isLegal ? 1 : 0);
    }

    function setAll(uint256 who, uint256[4] calldata records, uint8[4] calldata statuses, uint256 length) external {
        RecordStatus.StatusChange[] memory changes = new RecordStatus.StatusChange[](1 + length % 4);
        for (uint256 i; i < changes.length; ++i) {
            changes[i] = changeOf(records[i], statuses[i], records[i] >> 128);
        }
        who %= 2;
        bool isLegal = isWritten(who, changes);

        vm.recordLogs();
        vm.prank(_operators[who]);
        try _recordStatus.setStatuses(changes) {
            vm.assertTrue(isLegal, "accepted");
        } catch {
            vm.assertTrue(!isLegal, "refused");
        }
        checkEvents(who, isLegal ? changes.length : 0);
    }

    function setAsAStranger(address sender, uint256 record, uint8 status, uint256 successor) external {
        if (sender == _operators[0] || sender == _operators[1]) {
            return;
        }
        RecordStatus.StatusChange memory change = changeOf(record, status, successor);
        vm.prank(sender);
        try _recordStatus.setStatus(change.recordId, change.status, change.successor) {
            vm.assertTrue(false, "a stranger's status");
        } catch {}
    }

    function recordCount() external pure returns (uint256) {
        return RECORDS;
    }

    function recordAt(uint256 i) public pure returns (bytes32) {
        return bytes32(bytes16(keccak256(abi.encode("record", i % RECORDS))));
    }

    function isWritten(uint256 who, RecordStatus.StatusChange[] memory changes) private returns (bool) {
        try table.write(who, changes) {
            return true;
        } catch {
            return false;
        }
    }

    /// @dev Forge also records the events of a reverted call, so they are not counted after a refusal.
    function checkEvents(uint256 who, uint256 expected) private {
        Vm.Log[] memory logs = vm.getRecordedLogs();
        if (expected == 0) {
            return;
        }
        vm.assertEq(logs.length, expected, "events of one call");
        for (uint256 i; i < logs.length; ++i) {
            (,, uint64 sequence) = abi.decode(logs[i].data, (uint8, bytes32, uint64));
            vm.assertEq(logs[i].topics[0], RecordStatus.StatusSet.selector, "event");
            vm.assertEq(logs[i].topics[1], _departments[who], "department");
            vm.assertEq(sequence, ++sequences[who], "the next number");
        }
    }

    function changeOf(uint256 record, uint8 status, uint256 successor)
        private
        pure
        returns (RecordStatus.StatusChange memory)
    {
        uint8 likely = status % 6;
        bytes32 next = likely == Statuses.SUPERSEDED || successor % 8 == 0 ? recordAt(successor) : bytes32(0);
        return RecordStatus.StatusChange(recordAt(record), likely, next);
    }
}
