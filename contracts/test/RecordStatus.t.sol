// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {RecordStatus} from "../src/RecordStatus.sol";
import {LedgerTest} from "./support/LedgerTest.sol";
import {Statuses} from "./support/Statuses.sol";

contract RecordStatusTest is LedgerTest {
    bytes32 private constant RECORD = bytes32(bytes16(0x01912345678970008000000000000001));
    bytes32 private constant NEWER = bytes32(bytes16(0x01912345678970008000000000000002));

    function test_StatusOf_ARecordNobodySpokeOf_IsActive() public view {
        assertStatus(EDUCATION, RECORD, Statuses.ACTIVE, 0, 0, 0);
    }

    function test_SetStatus_IsKeptWithBlockTimeAndSequence() public {
        vm.warp(START + 60);

        set(RECORD, Statuses.REVOKED, 0);

        assertStatus(EDUCATION, RECORD, Statuses.REVOKED, START + 60, 1, 0);
    }

    function test_SetStatus_EmitsStatusSet() public {
        vm.expectEmit(address(recordStatus));
        emit RecordStatus.StatusSet(EDUCATION, RECORD, Statuses.SUSPENDED, 0, 1);

        set(RECORD, Statuses.SUSPENDED, 0);
    }

    function test_SetStatus_Superseded_EmitsAndKeepsTheSuccessor() public {
        vm.expectEmit(address(recordStatus));
        emit RecordStatus.StatusSet(EDUCATION, RECORD, Statuses.SUPERSEDED, NEWER, 1);

        set(RECORD, Statuses.SUPERSEDED, NEWER);

        assertStatus(EDUCATION, RECORD, Statuses.SUPERSEDED, START, 1, NEWER);
    }

    function test_SetStatus_Reinstated_IsActiveSinceThen() public {
        set(RECORD, Statuses.SUSPENDED, 0);
        vm.warp(START + 60);

        set(RECORD, Statuses.ACTIVE, 0);

        assertStatus(EDUCATION, RECORD, Statuses.ACTIVE, START + 60, 2, 0);
    }

    /// @dev From every status that a record can have, to every number that a caller can send.
    function test_SetStatus_EveryTransition_IsAcceptedOrRefusedByTheTable() public {
        for (uint8 from = Statuses.ACTIVE; from <= Statuses.WITHDRAWN; ++from) {
            for (uint256 to; to <= type(uint8).max; ++to) {
                tryTransition(from, uint8(to));
            }
        }
    }

    function test_SetStatus_SpeaksForTheCallersDepartmentOnly() public {
        vm.prank(HEALTH_OPERATOR);
        recordStatus.setStatus(RECORD, Statuses.REVOKED, 0);

        assertStatus(HEALTH, RECORD, Statuses.REVOKED, START, 1, 0);
        assertStatus(EDUCATION, RECORD, Statuses.ACTIVE, 0, 0, 0);
    }

    function test_SequenceOf_CountsEachDepartmentByItself() public {
        set(RECORD, Statuses.SUSPENDED, 0);
        set(RECORD, Statuses.ACTIVE, 0);
        vm.prank(HEALTH_OPERATOR);
        recordStatus.setStatus(RECORD, Statuses.REVOKED, 0);

        vm.assertEq(recordStatus.sequenceOf(EDUCATION), 2, "education");
        vm.assertEq(recordStatus.sequenceOf(HEALTH), 1, "health");
        vm.assertEq(recordStatus.sequenceOf(NOBODY), 0, "nobody");
    }

    function test_SequenceOf_ARefusedChange_UsesNoNumber() public {
        set(RECORD, Statuses.REVOKED, 0);

        expectTransitionRefused(RECORD, Statuses.REVOKED, Statuses.ACTIVE);
        set(RECORD, Statuses.ACTIVE, 0);

        vm.assertEq(recordStatus.sequenceOf(EDUCATION), 1, "sequence");
    }

    function test_RevertWhen_CallerOperatesNoDepartment() public {
        expectRefusal(RecordStatus.NotAnActiveOperator.selector);
        vm.prank(STRANGER);
        recordStatus.setStatus(RECORD, Statuses.REVOKED, 0);
    }

    function test_RevertWhen_TheOwnerSetsAStatus() public {
        expectRefusal(RecordStatus.NotAnActiveOperator.selector);
        vm.prank(council);
        recordStatus.setStatus(RECORD, Statuses.REVOKED, 0);
    }

    function test_RevertWhen_TheDepartmentIsSuspended() public {
        vm.prank(council);
        registry.suspend(EDUCATION);

        expectRefusal(RecordStatus.NotAnActiveOperator.selector);
        set(RECORD, Statuses.REVOKED, 0);
    }

    function test_RevertWhen_SupersededWithoutASuccessor() public {
        expectSuccessorRefused(RECORD);
        set(RECORD, Statuses.SUPERSEDED, 0);
    }

    function test_RevertWhen_ARecordSucceedsItself() public {
        expectSuccessorRefused(RECORD);
        set(RECORD, Statuses.SUPERSEDED, RECORD);
    }

    function test_RevertWhen_AnotherStatusNamesASuccessor() public {
        uint8[3] memory statuses = [Statuses.SUSPENDED, Statuses.REVOKED, Statuses.WITHDRAWN];
        for (uint256 i; i < statuses.length; ++i) {
            expectSuccessorRefused(RECORD);
            set(RECORD, statuses[i], NEWER);
        }
    }

    function test_RevertWhen_AReinstatementNamesASuccessor() public {
        set(RECORD, Statuses.SUSPENDED, 0);

        expectSuccessorRefused(RECORD);
        set(RECORD, Statuses.ACTIVE, NEWER);
    }

    /// @dev No record has the id zero, because zero also means "no successor".
    function test_RevertWhen_TheRecordIdIsZero() public {
        expectSuccessorRefused(0);
        set(0, Statuses.REVOKED, 0);
    }

    function tryTransition(uint8 from, uint8 to) private {
        recordStatus = new RecordStatus(address(registry));
        if (from != Statuses.ACTIVE) {
            set(RECORD, from, successorFor(from));
        }
        bool isLegal = Statuses.isLegal(from, to);
        if (!isLegal) {
            expectTransitionRefused(RECORD, from, to);
        }

        set(RECORD, to, successorFor(to));

        (uint8 status,,,) = recordStatus.statusOf(EDUCATION, RECORD);
        vm.assertEq(status, isLegal ? to : from, "status");
    }

    function set(bytes32 recordId, uint8 status, bytes32 successor) private {
        vm.prank(EDUCATION_OPERATOR);
        recordStatus.setStatus(recordId, status, successor);
    }

    function expectTransitionRefused(bytes32 recordId, uint8 from, uint8 to) private {
        vm.expectRevert(abi.encodeWithSelector(RecordStatus.TransitionRefused.selector, recordId, from, to));
    }

    function expectSuccessorRefused(bytes32 recordId) private {
        vm.expectRevert(abi.encodeWithSelector(RecordStatus.SuccessorRefused.selector, recordId));
    }

    function assertStatus(
        bytes32 department,
        bytes32 recordId,
        uint8 status,
        uint64 since,
        uint64 sequence,
        bytes32 successor
    ) private view {
        (uint8 status_, uint64 since_, uint64 sequence_, bytes32 successor_) =
            recordStatus.statusOf(department, recordId);
        vm.assertEq(status_, status, "status");
        vm.assertEq(since_, since, "since");
        vm.assertEq(sequence_, sequence, "sequence");
        vm.assertEq(successor_, successor, "successor");
    }

    function successorFor(uint8 status) private pure returns (bytes32) {
        return status == Statuses.SUPERSEDED ? NEWER : bytes32(0);
    }
}
