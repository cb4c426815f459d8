// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ICouncil} from "../../src/ICouncil.sol";
import {CouncilTest} from "../support/CouncilTest.sol";

/// @title The members of the council, how many decide, and how long they wait
contract MembersTest is CouncilTest {
    function test_Constructor_KeepsTheFirstCouncil() public view {
        address[] memory members = registry.members();
        vm.assertEq(members.length, 3, "members");
        vm.assertEq(members[0], FIRST_MEMBER, "first");
        vm.assertEq(members[1], SECOND_MEMBER, "second");
        vm.assertEq(members[2], THIRD_MEMBER, "third");
        vm.assertEq(registry.threshold(), THRESHOLD, "threshold");
        vm.assertEq(registry.leastDelay(), LEAST_DELAY, "least delay");
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
        uint256[6] memory thresholds = [uint256(0), 1, 4, type(uint256).max, 5, 1 << 255];
        for (uint256 i; i < thresholds.length; ++i) {
            expectRefusal(abi.encodeWithSelector(ICouncil.QuorumImpossible.selector, 3, thresholds[i]));
            create(threeMembers(), thresholds[i], DELAY, LIFETIME);
        }
    }

    /// @dev Half of two is one: each member could decide against the other.
    function test_Constructor_EveryCouncilToSeven_NeedsMoreThanHalf() public {
        for (uint256 count = 1; count <= 7; ++count) {
            address[] memory members = new address[](count);
            for (uint256 i; i < count; ++i) {
                members[i] = address(uint160(0x0d00 + i));
            }
            for (uint256 threshold; threshold <= count + 1; ++threshold) {
                bool isPossible = threshold <= count && 2 * threshold > count;
                if (!isPossible) {
                    expectRefusal(abi.encodeWithSelector(ICouncil.QuorumImpossible.selector, count, threshold));
                }
                create(members, threshold, DELAY, LIFETIME);
            }
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
        uint64[2][10] memory times = impossibleTimes();
        for (uint256 i; i < times.length; ++i) {
            expectRefusal(abi.encodeWithSelector(ICouncil.TimesRefused.selector, times[i][0], times[i][1]));
            create(threeMembers(), THRESHOLD, times[i][0], times[i][1]);
        }
    }

    function test_Constructor_TheExtremes_AreAccepted() public {
        vm.assertEq(create(threeMembers(), 2, 0, 0, 1 days).delay(), 0, "for development");
        vm.assertEq(create(threeMembers(), 2, LEAST_DELAY, 2 days).threshold(), 2, "two of three");
        vm.assertEq(create(threeMembers(), 3, 89 days, 90 days).threshold(), 3, "three of three");
        vm.assertEq(create(threeMembers(), 3, 89 days, 89 days, 90 days).leastDelay(), 89 days, "the longest wait");
    }

    function test_AddMember_AddsAndEmits() public {
        bytes[] memory calls = two(addition(NEWCOMER), thresholdOf(3));
        bytes32 proposal = pass(calls);

        vm.expectEmit(address(registry));
        emit ICouncil.MemberAdded(NEWCOMER);
        execute(FIRST_MEMBER, proposal, calls);

        vm.assertEq(registry.members().length, 4, "members");
        vm.assertEq(registry.members()[3], NEWCOMER, "the fourth");
        vm.assertEq(registry.round(), 3, "round");
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

    /// @dev A proposal that shortens the delay still waits for the old one.
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
        uint64[2][10] memory times = impossibleTimes();
        for (uint256 i; i < times.length; ++i) {
            bytes memory call = timesOf(times[i][0], times[i][1]);
            bytes32 proposal = pass(call);

            expectRefusal(abi.encodeWithSelector(ICouncil.TimesRefused.selector, times[i][0], times[i][1]));
            execute(FIRST_MEMBER, proposal, call);
        }
    }

    function test_RevertWhen_TheCouncilChangedSinceTheProposal() public {
        bytes[4] memory changes =
            [removal(THIRD_MEMBER), addition(THIRD_MEMBER), thresholdOf(THRESHOLD), timesOf(DELAY, LIFETIME)];
        for (uint256 i; i < changes.length; ++i) {
            bytes32 open = propose(FIRST_MEMBER, suspension(EDUCATION));
            approve(SECOND_MEMBER, open);
            decide(changes[i]);

            expectRefusal(ICouncil.ProposalVoid.selector);
            execute(FIRST_MEMBER, open, suspension(EDUCATION));

            expectRefusal(ICouncil.ProposalVoid.selector);
            approve(SECOND_MEMBER, open);

            expectRefusal(ICouncil.ProposalVoid.selector);
            revoke(FIRST_MEMBER, open);
            vm.assertEq(registry.round(), 2 + i, "round");
        }
    }

    /// @dev A proposal that changes the council twice is not voided by its own changes, because it counts as executed before its first call.
    function test_Execute_SeveralChangesOfTheCouncil_StartARoundEach() public {
        bytes[] memory calls = two(addition(NEWCOMER), thresholdOf(3));

        decide(calls);

        vm.assertEq(registry.round(), 3, "round");
    }

    /// @dev Lifetimes less than a day above the delay or above 90 days, delays below the shortest one, and values that overflow.
    function impossibleTimes() private pure returns (uint64[2][10] memory) {
        return [
            [uint64(0), 0],
            [uint64(0), 1],
            [LEAST_DELAY - 1, LIFETIME],
            [uint64(1 days), 1 days],
            [uint64(1 days), 2 days - 1],
            [uint64(2 days), 1 days],
            [uint64(90 days - 1), 90 days],
            [uint64(89 days + 1), 90 days],
            [uint64(1 days), 90 days + 1],
            [type(uint64).max, 90 days]
        ];
    }
}
