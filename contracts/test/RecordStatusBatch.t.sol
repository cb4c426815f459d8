// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {RecordStatus} from "../src/RecordStatus.sol";
import {LedgerTest} from "./support/LedgerTest.sol";
import {Statuses} from "./support/Statuses.sol";

/// @title Many changes in one transaction, all or none
contract RecordStatusBatchTest is LedgerTest {
    function test_SetStatuses_TwoHundred_AreAllSet() public {
        setAll(revocations(200));

        for (uint64 i; i < 200; ++i) {
            (uint8 status,, uint64 sequence,) = recordStatus.statusOf(EDUCATION, recordId(i));
            vm.assertEq(status, Statuses.REVOKED, "status");
            vm.assertEq(sequence, i + 1, "sequence");
        }
        vm.assertEq(recordStatus.sequenceOf(EDUCATION), 200, "sequence of the department");
    }

    function test_SetStatuses_EmitsStatusSetForEach() public {
        setAll(revocations(2));

        vm.expectEmit(address(recordStatus));
        emit RecordStatus.StatusSet(EDUCATION, recordId(5), Statuses.SUSPENDED, 0, 3);
        vm.expectEmit(address(recordStatus));
        emit RecordStatus.StatusSet(EDUCATION, recordId(6), Statuses.SUPERSEDED, recordId(7), 4);
        RecordStatus.StatusChange[] memory changes = new RecordStatus.StatusChange[](2);
        changes[0] = RecordStatus.StatusChange(recordId(5), Statuses.SUSPENDED, 0);
        changes[1] = RecordStatus.StatusChange(recordId(6), Statuses.SUPERSEDED, recordId(7));
        setAll(changes);
    }

    function test_SetStatuses_OneRecordTwice_GoesThroughBoth() public {
        RecordStatus.StatusChange[] memory changes = new RecordStatus.StatusChange[](2);
        changes[0] = RecordStatus.StatusChange(recordId(1), Statuses.SUSPENDED, 0);
        changes[1] = RecordStatus.StatusChange(recordId(1), Statuses.REVOKED, 0);

        setAll(changes);

        (uint8 status,, uint64 sequence,) = recordStatus.statusOf(EDUCATION, recordId(1));
        vm.assertEq(status, Statuses.REVOKED, "status");
        vm.assertEq(sequence, 2, "sequence");
    }

    function test_RevertWhen_TheBatchIsEmpty() public {
        expectRefusal(RecordStatus.BatchSizeRefused.selector);
        setAll(revocations(0));
    }

    function test_RevertWhen_TheBatchHasTwoHundredAndOne() public {
        expectRefusal(RecordStatus.BatchSizeRefused.selector);
        setAll(revocations(201));
    }

    function test_RevertWhen_CallerOperatesNoDepartment() public {
        expectRefusal(RecordStatus.NotAnActiveOperator.selector);
        vm.prank(STRANGER);
        recordStatus.setStatuses(revocations(1));
    }

    function test_RevertWhen_TheDepartmentIsSuspended() public {
        vm.prank(council);
        registry.suspend(EDUCATION);

        expectRefusal(RecordStatus.NotAnActiveOperator.selector);
        setAll(revocations(1));
    }

    function test_RevertWhen_OneChangeIsRefused_NothingOfTheBatchStays() public {
        RecordStatus.StatusChange[] memory changes = revocations(3);
        changes[2].recordId = recordId(0);

        vm.expectRevert(
            abi.encodeWithSelector(
                RecordStatus.TransitionRefused.selector, recordId(0), Statuses.REVOKED, Statuses.REVOKED
            )
        );
        setAll(changes);

        (uint8 status,,,) = recordStatus.statusOf(EDUCATION, recordId(0));
        vm.assertEq(status, Statuses.ACTIVE, "status");
        vm.assertEq(recordStatus.sequenceOf(EDUCATION), 0, "sequence");
    }

    function test_RevertWhen_OneSuccessorIsRefused_NamesItsRecord() public {
        RecordStatus.StatusChange[] memory changes = revocations(3);
        changes[1].successor = recordId(9);

        vm.expectRevert(abi.encodeWithSelector(RecordStatus.SuccessorRefused.selector, recordId(1)));
        setAll(changes);
    }

    /// @dev A batch has the same result as its changes one by one.
    function testFuzz_SetStatuses_AnyBatch_EqualsOneByOne(uint256 seed, uint256 anyLength) public {
        RecordStatus.StatusChange[] memory changes = new RecordStatus.StatusChange[](between(anyLength, 1, 30));
        RecordStatus oneByOne = new RecordStatus(address(registry));
        bool isRefused;
        for (uint256 i; i < changes.length; ++i) {
            changes[i] = anyChange(uint256(keccak256(abi.encode(seed, i))));
            vm.prank(EDUCATION_OPERATOR);
            try oneByOne.setStatus(changes[i].recordId, changes[i].status, changes[i].successor) {}
            catch {
                isRefused = true;
                break;
            }
        }

        vm.prank(EDUCATION_OPERATOR);
        try recordStatus.setStatuses(changes) {
            vm.assertTrue(!isRefused, "accepted");
            assertSame(oneByOne, changes);
        } catch {
            vm.assertTrue(isRefused, "refused");
            vm.assertEq(recordStatus.sequenceOf(EDUCATION), 0, "sequence");
        }
    }

    function assertSame(RecordStatus other, RecordStatus.StatusChange[] memory changes) private view {
        vm.assertEq(recordStatus.sequenceOf(EDUCATION), other.sequenceOf(EDUCATION), "sequence");
        for (uint256 i; i < changes.length; ++i) {
            vm.assertEq(stateOf(recordStatus, changes[i].recordId), stateOf(other, changes[i].recordId), "state");
        }
    }

    function setAll(RecordStatus.StatusChange[] memory changes) private {
        vm.prank(EDUCATION_OPERATOR);
        recordStatus.setStatuses(changes);
    }

    function stateOf(RecordStatus statuses, bytes32 id) private view returns (bytes memory) {
        (uint8 status, uint64 since, uint64 sequence, bytes32 successor) = statuses.statusOf(EDUCATION, id);
        return abi.encode(status, since, sequence, successor);
    }

    /// @dev Mostly legal changes, so that some complete batches succeed.
    function anyChange(uint256 random) private pure returns (RecordStatus.StatusChange memory) {
        uint8 status = random % 40 == 0 ? uint8(random >> 8) : uint8(1 + (random >> 8) % 4);
        bytes32 successor = status == Statuses.SUPERSEDED ? recordId(99) : bytes32(0);
        return RecordStatus.StatusChange(recordId(uint64(1 + (random >> 16) % 900)), status, successor);
    }

    function revocations(uint256 length) private pure returns (RecordStatus.StatusChange[] memory changes) {
        changes = new RecordStatus.StatusChange[](length);
        for (uint64 i; i < length; ++i) {
            changes[i] = RecordStatus.StatusChange(recordId(i), Statuses.REVOKED, 0);
        }
    }

    function recordId(uint64 i) private pure returns (bytes32) {
        return bytes32(bytes16(uint128(0x01912345678970008000000000000000) + i));
    }
}
