// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {DepartmentRegistry} from "../../src/DepartmentRegistry.sol";
import {ICouncil} from "../../src/ICouncil.sol";
import {CouncilTest} from "../support/CouncilTest.sol";

/// @title A change of the council leaves enough members, and more than half of them to decide
contract QuorumTest is CouncilTest {
    function test_RevertWhen_TheThresholdWouldBeImpossible() public {
        uint256[5] memory thresholds = [uint256(0), 1, 4, type(uint256).max, 1 << 255];
        for (uint256 i; i < thresholds.length; ++i) {
            bytes memory call = thresholdOf(thresholds[i]);
            bytes32 proposal = pass(call);

            expectRefusal(abi.encodeWithSelector(ICouncil.QuorumImpossible.selector, 3, thresholds[i]));
            execute(FIRST_MEMBER, proposal, call);
            vm.assertEq(registry.threshold(), THRESHOLD, "threshold");
        }
    }

    /// @dev Two of four are not a majority.
    function test_RevertWhen_OneMoreMemberMakesTheThresholdAHalf() public {
        bytes32 proposal = pass(addition(NEWCOMER));

        expectRefusal(abi.encodeWithSelector(ICouncil.QuorumImpossible.selector, 4, THRESHOLD));
        execute(FIRST_MEMBER, proposal, addition(NEWCOMER));
        vm.assertEq(registry.members().length, 3, "members");
    }

    /// @dev How a council of one member grows: each proposal ends with a majority.
    function test_Execute_FromOneMemberToThree_ByOneProposalOrTwo() public {
        DepartmentRegistry alone = create(justOne(FIRST_MEMBER), 1, 0, 0, 1 days);
        bytes[] memory calls = two(addition(SECOND_MEMBER), thresholdOf(2));
        vm.startPrank(FIRST_MEMBER);
        bytes32 first = alone.propose(one(calls[0]), "alone");
        expectRefusal(abi.encodeWithSelector(ICouncil.QuorumImpossible.selector, 2, 1));
        alone.execute(first, one(calls[0]));

        alone.execute(alone.propose(calls, "both"), calls);
        vm.assertEq(alone.members().length, 2, "two");

        bytes32 third = alone.propose(one(addition(THIRD_MEMBER)), "two of three are a majority");
        vm.stopPrank();
        vm.startPrank(SECOND_MEMBER);
        alone.approve(third);
        alone.execute(third, one(addition(THIRD_MEMBER)));
        vm.assertEq(alone.members().length, 3, "three");
        vm.assertEq(alone.threshold(), 2, "threshold");
        vm.stopPrank();

        DepartmentRegistry another = create(justOne(FIRST_MEMBER), 1, 0, 0, 1 days);
        bytes[] memory all = new bytes[](3);
        (all[0], all[1], all[2]) = (thresholdOf(2), addition(SECOND_MEMBER), addition(THIRD_MEMBER));
        vm.startPrank(FIRST_MEMBER);
        another.execute(another.propose(all, "all at once"), all);
        vm.assertEq(another.members().length, 3, "at once");
    }

    /// @dev A council of one, two of two or three of three can shrink only together with its threshold.
    function test_Execute_FromThreeMembersToOne() public {
        decide(removal(THIRD_MEMBER));
        vm.assertEq(registry.threshold(), 2, "two of two");

        decide(two(removal(SECOND_MEMBER), thresholdOf(1)));

        vm.assertEq(registry.members().length, 1, "members");
        vm.assertEq(registry.threshold(), 1, "one of one");
    }

    function test_RevertWhen_TooFewMembersWouldStay() public {
        bytes[] memory calls = two(removal(FIRST_MEMBER), removal(SECOND_MEMBER));
        bytes32 proposal = pass(calls);

        expectRefusal(abi.encodeWithSelector(ICouncil.QuorumImpossible.selector, 1, THRESHOLD));
        execute(FIRST_MEMBER, proposal, calls);
        vm.assertEq(registry.members().length, 3, "members");
    }

    function test_RevertWhen_NobodyWouldStay() public {
        bytes[] memory calls = new bytes[](4);
        (calls[0], calls[1]) = (removal(FIRST_MEMBER), removal(SECOND_MEMBER));
        (calls[2], calls[3]) = (removal(THIRD_MEMBER), thresholdOf(0));
        bytes32 proposal = pass(calls);

        expectRefusal(abi.encodeWithSelector(ICouncil.QuorumImpossible.selector, 0, 0));
        execute(FIRST_MEMBER, proposal, calls);
    }

    /// @dev Between the two calls there are two members and three approvals needed.
    function test_Execute_OneMemberForAnother_WhenAllMustApprove() public {
        decide(thresholdOf(3));
        bytes[] memory calls = two(removal(THIRD_MEMBER), addition(NEWCOMER));
        bytes32 proposal = propose(FIRST_MEMBER, calls);
        approve(SECOND_MEMBER, proposal);
        approve(THIRD_MEMBER, proposal);
        vm.warp(block.timestamp + DELAY);

        execute(FIRST_MEMBER, proposal, calls);

        vm.assertEq(registry.members().length, 3, "members");
        vm.assertEq(registry.members()[2], NEWCOMER, "the third");
        vm.assertEq(registry.threshold(), 3, "threshold");
    }

    function test_Execute_AMemberMoreAndAHigherThreshold_InEitherOrder() public {
        bytes[] memory calls = two(thresholdOf(4), addition(NEWCOMER));

        decide(calls);

        vm.assertEq(registry.members().length, 4, "members");
        vm.assertEq(registry.threshold(), 4, "threshold");
    }

    function test_Execute_AnAllNewCouncil_TakesOver() public {
        bytes[] memory calls = new bytes[](5);
        (calls[0], calls[1], calls[2]) = (removal(FIRST_MEMBER), removal(SECOND_MEMBER), removal(THIRD_MEMBER));
        (calls[3], calls[4]) = (addition(NEWCOMER), thresholdOf(1));

        decide(calls);

        vm.assertEq(registry.members().length, 1, "members");
        bytes32 proposal = propose(NEWCOMER, suspension(EDUCATION));
        execute(NEWCOMER, proposal, suspension(EDUCATION));
        vm.assertTrue(!registry.isActive(EDUCATION), "the new council decides");
    }

    /// @dev The approval was given under another council. Each part of the council is changed in turn.
    /// @dev For any calls in any order: afterwards there are enough members, or nothing happened.
    function testFuzz_Execute_AnyChanges_NeverEndInAnImpossibleQuorum(uint8[6] calldata steps, uint8 count) public {
        bytes[] memory calls = new bytes[](between(count, 1, 6));
        for (uint256 i; i < calls.length; ++i) {
            address member = address(uint160(0x0c01 + (steps[i] >> 4) % 5));
            uint256 kind = steps[i] % 3;
            calls[i] = kind == 0 ? addition(member) : kind == 1 ? removal(member) : thresholdOf((steps[i] >> 4) % 5);
        }
        bytes32 proposal = pass(calls);

        vm.prank(FIRST_MEMBER);
        try registry.execute(proposal, calls) {
            vm.assertEq(registry.round(), 1 + calls.length, "round");
        } catch {
            vm.assertEq(registry.round(), 1, "half done");
        }

        vm.assertTrue(2 * registry.threshold() > registry.members().length, "no majority");
        vm.assertTrue(registry.threshold() <= registry.members().length, "more approvals than members");
    }

    function justOne(address member) private pure returns (address[] memory list) {
        list = new address[](1);
        list[0] = member;
    }
}
