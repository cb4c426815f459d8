// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {DepartmentRegistry} from "../../src/DepartmentRegistry.sol";
import {ICouncil} from "../../src/ICouncil.sol";
import {CouncilTest} from "../support/CouncilTest.sol";

/// @title Who sits in the council, how many decide, and how long they wait
contract MembersTest is CouncilTest {
    function test_Constructor_KeepsTheFirstCouncil() public view {
        address[] memory members = registry.members();
        vm.assertEq(members.length, 3, "members");
        vm.assertEq(members[0], FIRST_MEMBER, "first");
        vm.assertEq(members[1], SECOND_MEMBER, "second");
        vm.assertEq(members[2], THIRD_MEMBER, "third");
        vm.assertEq(registry.threshold(), THRESHOLD, "threshold");
        vm.assertEq(registry.delay(), DELAY, "delay");
        vm.assertEq(registry.lifetime(), LIFETIME, "lifetime");
        vm.assertEq(registry.round(), 1, "round");
        vm.assertEq(registry.proposalCount(), 0, "proposals");
    }

    function test_Constructor_EmitsTheFirstCouncil() public {
        address created = vm.computeCreateAddress(address(this), vm.getNonce(address(this)));
        address[] memory members = threeMembers();
        for (uint256 i; i < members.length; ++i) {
            vm.expectEmit(created);
            emit ICouncil.MemberAdded(members[i]);
        }
        vm.expectEmit(created);
        emit ICouncil.ThresholdChanged(THRESHOLD);
        vm.expectEmit(created);
        emit ICouncil.DelayChanged(DELAY, LIFETIME);
        create(members, THRESHOLD, DELAY, LIFETIME);
    }

    function test_RevertWhen_TheFirstQuorumIsImpossible() public {
        uint256[4] memory thresholds = [uint256(0), 4, type(uint256).max, 5];
        for (uint256 i; i < thresholds.length; ++i) {
            expectRefusal(abi.encodeWithSelector(ICouncil.QuorumImpossible.selector, 3, thresholds[i]));
            create(threeMembers(), thresholds[i], DELAY, LIFETIME);
        }
    }

    function test_RevertWhen_TheFirstCouncilIsEmpty() public {
        for (uint256 threshold; threshold < 2; ++threshold) {
            expectRefusal(abi.encodeWithSelector(ICouncil.QuorumImpossible.selector, 0, threshold));
            create(new address[](0), threshold, DELAY, LIFETIME);
        }
    }

    function test_RevertWhen_AFirstMemberCannotBeOne() public {
        address[] memory members = threeMembers();
        members[2] = address(0);
        expectRefusal(abi.encodeWithSelector(ICouncil.MemberRefused.selector, address(0)));
        create(members, THRESHOLD, DELAY, LIFETIME);

        members[2] = vm.computeCreateAddress(address(this), vm.getNonce(address(this)));
        expectRefusal(abi.encodeWithSelector(ICouncil.MemberRefused.selector, members[2]));
        create(members, THRESHOLD, DELAY, LIFETIME);

        members[2] = FIRST_MEMBER;
        expectRefusal(abi.encodeWithSelector(ICouncil.MemberExists.selector, FIRST_MEMBER));
        create(members, THRESHOLD, DELAY, LIFETIME);
    }

    function test_RevertWhen_TheFirstTimesAreImpossible() public {
        uint64[2][4] memory times =
            [[uint64(0), 0], [uint64(1 days), 1 days], [uint64(2 days), 1 days], [uint64(1 days), 90 days + 1]];
        for (uint256 i; i < times.length; ++i) {
            expectRefusal(abi.encodeWithSelector(ICouncil.TimesRefused.selector, times[i][0], times[i][1]));
            create(threeMembers(), THRESHOLD, times[i][0], times[i][1]);
        }
    }

    function test_Constructor_TheExtremes_AreAccepted() public {
        vm.assertEq(create(threeMembers(), 1, 0, 1).threshold(), 1, "one of three");
        vm.assertEq(create(threeMembers(), 3, 90 days - 1, 90 days).threshold(), 3, "three of three");
    }

    function test_AddMember_AddsAndEmits() public {
        bytes32 proposal = pass(addition(NEWCOMER));

        vm.expectEmit(address(registry));
        emit ICouncil.MemberAdded(NEWCOMER);
        execute(FIRST_MEMBER, proposal, addition(NEWCOMER));

        vm.assertEq(registry.members().length, 4, "members");
        vm.assertEq(registry.members()[3], NEWCOMER, "the fourth");
        vm.assertEq(registry.round(), 2, "round");
        propose(NEWCOMER, suspension(EDUCATION));
    }

    function test_RemoveMember_RemovesAndEmits() public {
        bytes32 proposal = pass(removal(FIRST_MEMBER));

        vm.expectEmit(address(registry));
        emit ICouncil.MemberRemoved(FIRST_MEMBER);
        execute(FIRST_MEMBER, proposal, removal(FIRST_MEMBER));

        vm.assertEq(registry.members().length, 2, "members");
        vm.assertEq(registry.round(), 2, "round");
        expectRefusal(ICouncil.NotAMember.selector);
        propose(FIRST_MEMBER, suspension(EDUCATION));
    }

    function test_SetThreshold_CountsFromNowAndEmits() public {
        bytes32 proposal = pass(thresholdOf(3));

        vm.expectEmit(address(registry));
        emit ICouncil.ThresholdChanged(3);
        execute(FIRST_MEMBER, proposal, thresholdOf(3));

        vm.assertEq(registry.threshold(), 3, "threshold");
        vm.assertEq(registry.round(), 2, "round");
        bytes32 next = propose(FIRST_MEMBER, suspension(EDUCATION));
        approve(SECOND_MEMBER, next);
        expectRefusal(abi.encodeWithSelector(ICouncil.ApprovalsMissing.selector, 2, 3));
        execute(FIRST_MEMBER, next, suspension(EDUCATION));
    }

    function test_SetDelay_CountsFromNowAndEmits() public {
        bytes32 proposal = pass(timesOf(7 days, 30 days));

        vm.expectEmit(address(registry));
        emit ICouncil.DelayChanged(7 days, 30 days);
        execute(FIRST_MEMBER, proposal, timesOf(7 days, 30 days));

        vm.assertEq(registry.delay(), 7 days, "delay");
        vm.assertEq(registry.lifetime(), 30 days, "lifetime");
        vm.assertEq(registry.round(), 2, "round");
        bytes32 next = propose(FIRST_MEMBER, reinstatement(EDUCATION));
        approve(SECOND_MEMBER, next);
        vm.assertEq(registry.proposalOf(next).readyAt, block.timestamp + 7 days, "ready at");
        vm.assertEq(registry.proposalOf(next).expiresAt, block.timestamp + 30 days, "expires at");
    }

    /// @dev The least delay there is cannot shorten the wait of the proposal that brings it.
    function test_RevertWhen_TheDelayIsToEndAtOnce() public {
        bytes32 proposal = propose(FIRST_MEMBER, timesOf(0, LIFETIME));
        approve(SECOND_MEMBER, proposal);

        expectRefusal(abi.encodeWithSelector(ICouncil.DelayNotOver.selector, START + DELAY));
        execute(FIRST_MEMBER, proposal, timesOf(0, LIFETIME));
    }

    function test_RevertWhen_AMemberExists() public {
        bytes32 proposal = pass(addition(SECOND_MEMBER));

        expectRefusal(abi.encodeWithSelector(ICouncil.MemberExists.selector, SECOND_MEMBER));
        execute(FIRST_MEMBER, proposal, addition(SECOND_MEMBER));
    }

    function test_RevertWhen_AMemberIsUnknown() public {
        bytes32 proposal = pass(removal(STRANGER));

        expectRefusal(abi.encodeWithSelector(ICouncil.MemberUnknown.selector, STRANGER));
        execute(FIRST_MEMBER, proposal, removal(STRANGER));
    }

    function test_RevertWhen_AMemberCannotBeOne() public {
        address[2] memory refused = [address(0), council];
        for (uint256 i; i < 2; ++i) {
            bytes32 proposal = pass(addition(refused[i]));

            expectRefusal(abi.encodeWithSelector(ICouncil.MemberRefused.selector, refused[i]));
            execute(FIRST_MEMBER, proposal, addition(refused[i]));
        }
    }

    function test_RevertWhen_TheTimesAreImpossible() public {
        uint64[2][4] memory times =
            [[uint64(0), 0], [uint64(1 days), 1 days], [uint64(2 days), 1 days], [uint64(1 days), 90 days + 1]];
        for (uint256 i; i < times.length; ++i) {
            bytes memory call = timesOf(times[i][0], times[i][1]);
            bytes32 proposal = pass(call);

            expectRefusal(abi.encodeWithSelector(ICouncil.TimesRefused.selector, times[i][0], times[i][1]));
            execute(FIRST_MEMBER, proposal, call);
        }
    }

    function test_RevertWhen_TheThresholdWouldBeImpossible() public {
        uint256[3] memory thresholds = [uint256(0), 4, type(uint256).max];
        for (uint256 i; i < thresholds.length; ++i) {
            bytes memory call = thresholdOf(thresholds[i]);
            bytes32 proposal = pass(call);

            expectRefusal(abi.encodeWithSelector(ICouncil.QuorumImpossible.selector, 3, thresholds[i]));
            execute(FIRST_MEMBER, proposal, call);
            vm.assertEq(registry.threshold(), THRESHOLD, "threshold");
        }
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

    /// @dev In between there are two members, and three approvals needed.
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

    /// @dev An approval was given under another council: whichever part of it changed.
    function test_RevertWhen_TheCouncilChangedSinceTheProposal() public {
        bytes[4] memory changes =
            [addition(NEWCOMER), removal(NEWCOMER), thresholdOf(THRESHOLD), timesOf(DELAY, LIFETIME)];
        for (uint256 i; i < changes.length; ++i) {
            bytes32 open = propose(FIRST_MEMBER, suspension(EDUCATION));
            approve(SECOND_MEMBER, open);
            decide(changes[i]);

            expectRefusal(ICouncil.ProposalVoid.selector);
            execute(FIRST_MEMBER, open, suspension(EDUCATION));

            expectRefusal(ICouncil.ProposalVoid.selector);
            approve(THIRD_MEMBER, open);

            expectRefusal(ICouncil.ProposalVoid.selector);
            revoke(FIRST_MEMBER, open);
            vm.assertEq(registry.round(), 2 + i, "round");
        }
    }

    /// @dev A proposal that changes the council twice is still itself: it counts as executed before its first call.
    function test_Execute_SeveralChangesOfTheCouncil_StartARoundEach() public {
        bytes[] memory calls = two(addition(NEWCOMER), thresholdOf(3));

        decide(calls);

        vm.assertEq(registry.round(), 3, "round");
    }

    /// @dev Whatever calls a proposal has, in whatever order: afterwards there are enough members, or nothing happened.
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

        vm.assertTrue(registry.threshold() > 0, "a threshold of zero");
        vm.assertTrue(registry.threshold() <= registry.members().length, "more approvals than members");
    }

    function create(address[] memory members, uint256 threshold, uint64 delay, uint64 lifetime)
        private
        returns (DepartmentRegistry)
    {
        return new DepartmentRegistry(address(logAnchor), address(recordStatus), members, threshold, delay, lifetime);
    }
}
