// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Errors} from "@openzeppelin/contracts/utils/Errors.sol";
import {DepartmentRegistry} from "../../src/DepartmentRegistry.sol";
import {ICouncil} from "../../src/ICouncil.sol";
import {IDepartmentRegistry} from "../../src/IDepartmentRegistry.sol";
import {CouncilTest} from "../support/CouncilTest.sol";
import {Vm} from "../support/Vm.sol";

/// @title Executing an approved proposal: after the delay, all or nothing, once
contract ExecutionTest is CouncilTest {
    string private constant ORIGIN = "ledger.localhost/employment/log";
    bytes32 private constant ID = keccak256(bytes(ORIGIN));
    address private constant OPERATOR = address(0x0a06);

    bytes private admission =
        abi.encodeCall(IDepartmentRegistry.admit, (ORIGIN, OPERATOR, NODE_URL, keccak256("its log key")));

    function test_Execute_AfterTheDelay_MakesTheCallAndAnswersWithItsResult() public {
        bytes32 proposal = pass(admission);

        bytes[] memory results = execute(THIRD_MEMBER, proposal, admission);

        vm.assertEq(results.length, 1, "results");
        vm.assertEq(abi.decode(results[0], (bytes32)), ID, "result");
        vm.assertTrue(registry.isActive(ID), "admitted");
        vm.assertEq(registry.proposalOf(proposal).executedAt, START + DELAY, "executed at");
    }

    function test_Execute_EmitsExecutedAfterWhatTheCallsEmit() public {
        bytes32 proposal = pass(admission);

        vm.recordLogs();
        execute(FIRST_MEMBER, proposal, admission);

        Vm.Log[] memory logs = vm.getRecordedLogs();
        vm.assertEq(logs.length, 3, "events");
        vm.assertEq(logs[0].topics[0], IDepartmentRegistry.DepartmentAdmitted.selector, "first");
        vm.assertEq(logs[1].topics[0], IDepartmentRegistry.LogKeyOpened.selector, "second");
        vm.assertEq(logs[2].topics[0], ICouncil.Executed.selector, "third");
        vm.assertEq(logs[2].topics[1], proposal, "proposal");
    }

    function test_Execute_SeveralCalls_MakesThemInOrder() public {
        bytes[] memory calls = two(suspension(EDUCATION), reinstatement(EDUCATION));

        decide(calls);

        vm.assertTrue(registry.isActive(EDUCATION), "reinstated last");
    }

    function test_Execute_Suspensions_NeedNoDelay() public {
        bytes32 proposal = propose(FIRST_MEMBER, suspension(EDUCATION));
        approve(SECOND_MEMBER, proposal);

        vm.expectEmit(address(registry));
        emit ICouncil.Executed(proposal);
        execute(SECOND_MEMBER, proposal, suspension(EDUCATION));

        vm.assertTrue(!registry.isActive(EDUCATION), "active");
    }

    function test_Execute_InTheLastSecond_Executes() public {
        bytes32 proposal = pass(suspension(EDUCATION));
        vm.warp(START + LIFETIME - 1);

        execute(FIRST_MEMBER, proposal, suspension(EDUCATION));

        vm.assertTrue(!registry.isActive(EDUCATION), "active");
    }

    function test_RevertWhen_OneApprovalIsMissing() public {
        bytes32 proposal = propose(FIRST_MEMBER, suspension(EDUCATION));

        expectRefusal(abi.encodeWithSelector(ICouncil.ApprovalsMissing.selector, 1, THRESHOLD));
        execute(FIRST_MEMBER, proposal, suspension(EDUCATION));
    }

    function test_RevertWhen_AnApprovalWasRevoked() public {
        bytes32 proposal = pass(admission);
        revoke(SECOND_MEMBER, proposal);

        expectRefusal(abi.encodeWithSelector(ICouncil.ApprovalsMissing.selector, 1, THRESHOLD));
        execute(FIRST_MEMBER, proposal, admission);
    }

    function test_RevertWhen_TheDelayIsNotOver() public {
        bytes32 proposal = pass(admission);
        vm.warp(START + DELAY - 1);

        expectRefusal(abi.encodeWithSelector(ICouncil.DelayNotOver.selector, START + DELAY));
        execute(FIRST_MEMBER, proposal, admission);
    }

    function test_RevertWhen_TheCallsAreOthers() public {
        bytes32 proposal = pass(suspension(EDUCATION));
        bytes[] memory twice = two(suspension(EDUCATION), suspension(EDUCATION));

        expectRefusal(ICouncil.CallsDoNotMatch.selector);
        execute(FIRST_MEMBER, proposal, suspension(HEALTH));

        expectRefusal(ICouncil.CallsDoNotMatch.selector);
        execute(FIRST_MEMBER, proposal, twice);

        expectRefusal(ICouncil.CallsDoNotMatch.selector);
        execute(FIRST_MEMBER, proposal, new bytes[](0));
    }

    function test_RevertWhen_ItWasExecuted() public {
        bytes32 proposal = pass(suspension(EDUCATION));
        execute(FIRST_MEMBER, proposal, suspension(EDUCATION));

        expectRefusal(ICouncil.ProposalExecuted.selector);
        execute(FIRST_MEMBER, proposal, suspension(EDUCATION));

        expectRefusal(ICouncil.ProposalExecuted.selector);
        approve(THIRD_MEMBER, proposal);

        expectRefusal(ICouncil.ProposalExecuted.selector);
        revoke(FIRST_MEMBER, proposal);
    }

    function test_RevertWhen_OneCallIsRefused_WithItsErrorAndNothingDone() public {
        bytes[] memory calls = two(suspension(EDUCATION), suspension(NOBODY));
        bytes32 proposal = pass(calls);

        expectRefusal(IDepartmentRegistry.DepartmentUnknown.selector);
        execute(FIRST_MEMBER, proposal, calls);

        vm.assertTrue(registry.isActive(EDUCATION), "suspended");
        vm.assertEq(registry.proposalOf(proposal).executedAt, 0, "executed at");
    }

    /// @dev After a refused execution the proposal is still approved. It succeeds once the obstacle is gone.
    function test_Execute_AfterARefusal_MayBeTriedAgain() public {
        bytes32 proposal = pass(reinstatement(EDUCATION));
        expectRefusal(IDepartmentRegistry.NotSuspended.selector);
        execute(FIRST_MEMBER, proposal, reinstatement(EDUCATION));
        bytes32 other = propose(FIRST_MEMBER, suspension(EDUCATION));
        approve(SECOND_MEMBER, other);
        execute(FIRST_MEMBER, other, suspension(EDUCATION));

        execute(FIRST_MEMBER, proposal, reinstatement(EDUCATION));

        vm.assertTrue(registry.isActive(EDUCATION), "active");
    }

    /// @dev A call of a missing function reverts without data. That case has its own error.
    function test_RevertWhen_TheFunctionDoesNotExist() public {
        bytes memory call = abi.encodeWithSignature("transferOwnership(address)", STRANGER);
        bytes32 proposal = pass(call);

        expectRefusal(Errors.FailedCall.selector);
        execute(FIRST_MEMBER, proposal, call);
    }

    /// @dev The contract of the council is not a member, so a proposal cannot approve or execute another one.
    function test_RevertWhen_AProposalExecutesAnother() public {
        bytes32 inner = propose(FIRST_MEMBER, suspension(EDUCATION));
        bytes[2] memory calls = [
            abi.encodeCall(ICouncil.approve, (inner)),
            abi.encodeCall(ICouncil.execute, (inner, one(suspension(EDUCATION))))
        ];
        for (uint256 i; i < 2; ++i) {
            bytes32 outer = pass(calls[i]);

            expectRefusal(ICouncil.NotAMember.selector);
            execute(FIRST_MEMBER, outer, calls[i]);
        }
    }

    /// @dev The council cannot make statements in the name of a department, whatever it approves.
    function test_RevertWhen_AProposalSpeaksForADepartment() public {
        bytes[3] memory calls = [
            abi.encodeCall(IDepartmentRegistry.setNodeUrl, (EDUCATION, NODE_URL)),
            abi.encodeCall(IDepartmentRegistry.rotateLogKey, (EDUCATION, keccak256("another key"))),
            abi.encodeCall(IDepartmentRegistry.addRecordKey, (EDUCATION, LOG_KEY, 2, abi.encode(LOG_KEY), 0, 0))
        ];
        for (uint256 i; i < calls.length; ++i) {
            bytes32 proposal = pass(calls[i]);

            expectRefusal(IDepartmentRegistry.NotTheOperator.selector);
            execute(FIRST_MEMBER, proposal, calls[i]);
        }
    }

    function test_RevertWhen_TheProposalIsAnotherContracts() public {
        DepartmentRegistry other =
            new DepartmentRegistry(STRANGER, STRANGER, threeMembers(), THRESHOLD, LEAST_DELAY, DELAY, LIFETIME);
        bytes32 proposal = pass(suspension(EDUCATION));

        expectRefusal(ICouncil.ProposalUnknown.selector);
        vm.prank(FIRST_MEMBER);
        other.execute(proposal, one(suspension(EDUCATION)));
    }

    /// @dev Never before the delay is over; from then until the expiry, once.
    function testFuzz_Execute_AtAnyTime_OnlyBetweenReadyAndExpiry(uint64 approvedAfter, uint64 executedAfter) public {
        uint64 approvedAt = uint64(between(approvedAfter, START, START + LIFETIME - DELAY - 1));
        uint64 executedAt = uint64(between(executedAfter, approvedAt, START + 2 * LIFETIME));
        bytes32 proposal = propose(FIRST_MEMBER, admission);
        vm.warp(approvedAt);
        approve(SECOND_MEMBER, proposal);
        vm.warp(executedAt);

        vm.prank(FIRST_MEMBER);
        try registry.execute(proposal, one(admission)) {
            vm.assertTrue(executedAt >= approvedAt + DELAY && executedAt < START + LIFETIME, "executed");
        } catch {
            vm.assertTrue(executedAt < approvedAt + DELAY || executedAt >= START + LIFETIME, "refused");
        }
        vm.assertTrue(registry.isActive(ID) == (registry.proposalOf(proposal).executedAt != 0), "half done");
    }

    /// @dev With one changed bit they are other calls.
    function testFuzz_Execute_OneBitChanged_IsRefused(uint256 bit) public {
        bytes32 proposal = pass(admission);
        bytes memory changed = admission;
        bit %= changed.length * 8;
        changed[bit / 8] ^= bytes1(uint8(1 << (bit % 8)));

        expectRefusal(ICouncil.CallsDoNotMatch.selector);
        execute(FIRST_MEMBER, proposal, changed);
    }
}
