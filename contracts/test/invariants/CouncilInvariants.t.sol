// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ICouncil} from "../../src/ICouncil.sol";
import {LedgerTest} from "../support/LedgerTest.sol";
import {CouncilHandler} from "./CouncilHandler.sol";

/// @dev Each step costs several calls. Fewer runs than elsewhere still make thousands of calls.
/// forge-config: default.invariant.runs = 24
contract CouncilInvariants is LedgerTest {
    CouncilHandler private handler;

    function setUp() public override {
        super.setUp();
        handler = new CouncilHandler(registry, [EDUCATION, HEALTH]);
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    function invariant_ThereAreAlwaysEnoughMembersToDecide() public view {
        vm.assertTrue(2 * registry.threshold() > registry.members().length, "no majority");
        vm.assertTrue(registry.threshold() <= registry.members().length, "nobody can decide");
        vm.assertTrue(registry.delay() >= LEAST_DELAY, "a delay below the least");
        vm.assertTrue(registry.delay() + 1 days <= registry.lifetime(), "no day to approve in");
    }

    /// @dev Members and settings changed only by calls that the books applied.
    function invariant_TheCouncilIsWhatItDecidedToBe() public view {
        vm.assertEq(registry.members().length, handler.books().memberCount(), "members");
        address[] memory members = registry.members();
        for (uint256 i; i < members.length; ++i) {
            vm.assertTrue(handler.books().isMember(members[i]), "member");
        }
        vm.assertEq(registry.threshold(), handler.books().threshold(), "threshold");
        vm.assertEq(registry.delay(), handler.books().delay(), "delay");
        vm.assertEq(registry.lifetime(), handler.books().lifetime(), "lifetime");
        vm.assertEq(registry.round(), handler.books().round(), "round");
    }

    function invariant_DepartmentsAreSuspendedByTheCouncilOnly() public view {
        vm.assertTrue(registry.isActive(EDUCATION) == !handler.books().isSuspended(EDUCATION), "education");
        vm.assertTrue(registry.isActive(HEALTH) == !handler.books().isSuspended(HEALTH), "health");
        vm.assertEq(registry.changeCount(), 4 + handler.books().departmentChanges(), "changes");
    }

    /// @dev Executed at most once, with enough approvals, after the delay and before the expiry.
    function invariant_WhatWasExecutedWasDecided() public view {
        for (uint256 i; i < handler.motionCount(); ++i) {
            CouncilHandler.Motion memory motion = handler.motionAt(i);
            ICouncil.Proposal memory kept = registry.proposalOf(motion.id);
            vm.assertTrue(motion.executions <= 1, "executed twice");
            vm.assertTrue((motion.executions == 1) == (kept.executedAt != 0), "executed");
            vm.assertEq(kept.approvals, handler.approvalsOf(motion.id), "approvals");
            vm.assertEq(kept.approvedAt, motion.enoughSince, "approved at");
            if (kept.executedAt != 0) {
                vm.assertTrue(kept.approvedAt != 0 && kept.executedAt >= kept.readyAt, "the delay");
                vm.assertTrue(motion.isUrgent || kept.readyAt >= kept.approvedAt, "ready at");
                vm.assertTrue(kept.executedAt < kept.expiresAt, "expired");
            }
        }
    }
}
