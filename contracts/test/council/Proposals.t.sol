// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ICouncil} from "../../src/ICouncil.sol";
import {CouncilTest} from "../support/CouncilTest.sol";

/// @title Proposing, approving and revoking an approval
contract ProposalsTest is CouncilTest {
    bytes private call = reinstatement(EDUCATION);

    function test_Propose_KeepsTheProposalApprovedByItsProposer() public {
        bytes32 proposal = propose(FIRST_MEMBER, call);

        ICouncil.Proposal memory kept = registry.proposalOf(proposal);
        vm.assertEq(kept.proposer, FIRST_MEMBER, "proposer");
        vm.assertEq(kept.proposedAt, START, "proposed at");
        vm.assertEq(kept.approvedAt, 0, "approved at");
        vm.assertEq(kept.readyAt, 0, "ready at");
        vm.assertEq(kept.expiresAt, START + LIFETIME, "expires at");
        vm.assertEq(kept.round, 1, "round");
        vm.assertEq(kept.executedAt, 0, "executed at");
        vm.assertEq(kept.approvals, 1, "approvals");
        vm.assertEq(kept.callsHash, keccak256(abi.encode(one(call))), "calls");
        vm.assertTrue(registry.hasApproved(proposal, FIRST_MEMBER), "the proposer");
        vm.assertTrue(!registry.hasApproved(proposal, SECOND_MEMBER), "another member");
        vm.assertEq(registry.proposalCount(), 1, "count");
    }

    function test_Propose_EmitsProposedAndApproved() public {
        bytes32 expected = idOf(block.chainid, address(registry), 1, one(call));

        vm.expectEmit(address(registry));
        emit ICouncil.Proposed(expected, FIRST_MEMBER, one(call), "because", START + LIFETIME);
        vm.expectEmit(address(registry));
        emit ICouncil.Approved(expected, FIRST_MEMBER, 1);
        bytes32 proposal = propose(FIRST_MEMBER, call);

        vm.assertEq(proposal, expected, "id");
    }

    function test_Propose_TheSameCallsTwice_AreTwoProposals() public {
        bytes32 first = propose(FIRST_MEMBER, call);
        bytes32 second = propose(FIRST_MEMBER, call);

        vm.assertTrue(first != second, "one id");
        vm.assertEq(second, idOf(block.chainid, address(registry), 2, one(call)), "id");
        vm.assertEq(registry.proposalCount(), 2, "count");
    }

    function test_Propose_OnAnotherChain_HasAnotherId() public {
        vm.chainId(4242);

        vm.assertEq(propose(FIRST_MEMBER, call), idOf(4242, address(registry), 1, one(call)), "id");
    }

    function test_Propose_FiftyCalls_IsTheMost() public {
        vm.assertEq(registry.proposalOf(propose(FIRST_MEMBER, many(50))).approvals, 1, "approvals");
    }

    function test_RevertWhen_ThereAreNoCallsOrTooMany() public {
        uint256[2] memory counts = [uint256(0), 51];
        for (uint256 i; i < 2; ++i) {
            bytes[] memory calls = many(counts[i]);
            expectRefusal(abi.encodeWithSelector(ICouncil.CallCountRefused.selector, counts[i]));
            propose(FIRST_MEMBER, calls);
        }
    }

    /// @dev Four words, one call of 2,043 words, and a reason of 32 bytes.
    function test_Propose_SixtyFourKibibytes_IsTheMost() public {
        bytes[] memory longest = one(bytes.concat(call, new bytes(2043 * 32 - call.length)));
        vm.startPrank(FIRST_MEMBER);
        vm.assertEq(registry.proposalOf(registry.propose(longest, string(visible(32)))).approvals, 1, "approvals");

        expectRefusal(abi.encodeWithSelector(ICouncil.ProposalTooLong.selector, 64 * 1024 + 1));
        registry.propose(longest, string(visible(33)));

        bytes[] memory longer = one(bytes.concat(longest[0], hex"00"));
        expectRefusal(abi.encodeWithSelector(ICouncil.ProposalTooLong.selector, 64 * 1024 + 32));
        registry.propose(longer, string(visible(32)));
    }

    /// @dev Calldata of 61 KB whose twenty offsets all name one call. The event would contain that call twenty times.
    function test_RevertWhen_ManyOffsetsNameOneCall() public {
        uint256 count = 20;
        bytes memory once = bytes.concat(call, new bytes(60_000 - call.length));
        bytes memory offsets;
        for (uint256 i; i < count; ++i) {
            offsets = bytes.concat(offsets, abi.encode(count * 32));
        }
        bytes memory list = bytes.concat(abi.encode(count), offsets, abi.encode(once.length), once);
        bytes memory sent = bytes.concat(
            ICouncil.propose.selector,
            abi.encode(uint256(64), 64 + list.length),
            list,
            abi.encode(uint256(7)),
            "because"
        );

        vm.prank(FIRST_MEMBER);
        (bool isAccepted, bytes memory answer) = address(registry).call(bytes.concat(sent, new bytes(25)));

        vm.assertTrue(!isAccepted, "accepted");
        uint256 length = 64 + count * (64 + 60_000) + 7;
        vm.assertEq(answer, abi.encodeWithSelector(ICouncil.ProposalTooLong.selector, length), "refusal");
    }

    /// @dev The limit applies to the content of the event. With too long a reason, the contract reports the length it computed for the calls.
    function testFuzz_Propose_TheLength_IsThatOfTheEncodedCalls(bytes[] calldata calls) public {
        bytes[] memory few = new bytes[](between(calls.length, 1, 50));
        for (uint256 i; i < few.length; ++i) {
            few[i] = call;
            if (calls.length > 0) {
                few[i] = calls[i % calls.length];
            }
        }
        uint256 length = abi.encode(few).length + 64 * 1024;
        string memory reason = string(new bytes(64 * 1024));

        expectRefusal(abi.encodeWithSelector(ICouncil.ProposalTooLong.selector, length));
        vm.prank(FIRST_MEMBER);
        registry.propose(few, reason);
    }

    function test_RevertWhen_ACallNamesNoFunction() public {
        for (uint256 length; length < 4; ++length) {
            bytes[] memory calls = two(call, new bytes(length));
            expectRefusal(abi.encodeWithSelector(ICouncil.CallMalformed.selector, 1));
            propose(FIRST_MEMBER, calls);
        }
    }

    function test_Propose_ACallOfAFunctionWithoutArguments_IsAccepted() public {
        bytes32 proposal = propose(FIRST_MEMBER, abi.encodeCall(ICouncil.round, ()));

        vm.assertEq(registry.proposalOf(proposal).approvals, 1, "approvals");
    }

    /// @dev A stranger, an operator, the deployer and the contract itself are all refused.
    function test_RevertWhen_NoMemberActs() public {
        bytes32 proposal = propose(FIRST_MEMBER, call);
        bytes[4] memory calls = [
            abi.encodeCall(ICouncil.propose, (one(call), "because")),
            abi.encodeCall(ICouncil.approve, (proposal)),
            abi.encodeCall(ICouncil.revokeApproval, (proposal)),
            abi.encodeCall(ICouncil.execute, (proposal, one(call)))
        ];
        address[5] memory callers = [STRANGER, EDUCATION_OPERATOR, address(this), council, address(0)];
        for (uint256 i; i < calls.length; ++i) {
            for (uint256 j; j < callers.length; ++j) {
                vm.prank(callers[j]);
                (bool isAccepted, bytes memory answer) = address(registry).call(calls[i]);

                vm.assertTrue(!isAccepted, "accepted");
                vm.assertEq(answer, abi.encodeWithSelector(ICouncil.NotAMember.selector), "refusal");
            }
        }
    }

    function test_Approve_TheSecondOfTwo_StartsTheDelayAndEmits() public {
        bytes32 proposal = propose(FIRST_MEMBER, call);
        vm.warp(START + 60);

        vm.expectEmit(address(registry));
        emit ICouncil.Approved(proposal, THIRD_MEMBER, 2);
        approve(THIRD_MEMBER, proposal);

        assertApproved(proposal, 2, START + 60, START + 60 + DELAY);
        vm.assertTrue(registry.hasApproved(proposal, THIRD_MEMBER), "approved");
    }

    function test_Approve_TheThirdOfTwo_LeavesTheDelay() public {
        bytes32 proposal = propose(FIRST_MEMBER, call);
        approve(SECOND_MEMBER, proposal);
        vm.warp(START + 60);

        approve(THIRD_MEMBER, proposal);

        assertApproved(proposal, 3, START, START + DELAY);
    }

    function test_Approve_OneOfOne_IsApprovedByProposing() public {
        bytes[] memory calls = new bytes[](3);
        (calls[0], calls[1], calls[2]) = (removal(FIRST_MEMBER), removal(SECOND_MEMBER), thresholdOf(1));
        decide(calls);

        bytes32 proposal = propose(THIRD_MEMBER, call);

        assertApproved(proposal, 1, START + DELAY, START + 2 * DELAY);
    }

    function test_Approve_OnlySuspensions_WaitForNothing() public {
        bytes[] memory calls = two(suspension(EDUCATION), suspension(HEALTH));
        bytes32 proposal = propose(FIRST_MEMBER, calls);

        approve(SECOND_MEMBER, proposal);

        assertApproved(proposal, 2, START, START);
    }

    function test_Approve_ASuspensionAndAnythingElse_Waits() public {
        bytes[] memory before = two(reinstatement(HEALTH), suspension(EDUCATION));
        bytes[] memory behind = two(suspension(EDUCATION), reinstatement(HEALTH));
        bytes32 first = propose(FIRST_MEMBER, before);
        bytes32 second = propose(FIRST_MEMBER, behind);

        approve(SECOND_MEMBER, first);
        approve(SECOND_MEMBER, second);

        assertApproved(first, 2, START, START + DELAY);
        assertApproved(second, 2, START, START + DELAY);
    }

    /// @dev One second later the delay would end exactly at the expiry.
    function test_Approve_AtTheLastMoment_IsAccepted() public {
        bytes32 proposal = propose(FIRST_MEMBER, call);
        vm.warp(START + LIFETIME - DELAY - 1);

        approve(SECOND_MEMBER, proposal);

        assertApproved(proposal, 2, START + LIFETIME - DELAY - 1, START + LIFETIME - 1);
    }

    function test_RevertWhen_TheDelayWouldOutliveTheProposal() public {
        bytes32 proposal = propose(FIRST_MEMBER, call);
        vm.warp(START + LIFETIME - DELAY);

        expectRefusal(abi.encodeWithSelector(ICouncil.ApprovalTooLate.selector, START + LIFETIME, START + LIFETIME));
        approve(SECOND_MEMBER, proposal);
    }

    /// @dev An additional approval is a reserve: it keeps the delay running when another one is revoked.
    function test_Approve_LateButApprovedAlready_IsAccepted() public {
        bytes32 proposal = propose(FIRST_MEMBER, call);
        approve(SECOND_MEMBER, proposal);
        vm.warp(START + LIFETIME - 1);

        approve(THIRD_MEMBER, proposal);

        assertApproved(proposal, 3, START, START + DELAY);
    }

    function test_RevertWhen_AMemberApprovesTwice() public {
        bytes32 proposal = propose(FIRST_MEMBER, call);

        expectRefusal(ICouncil.AlreadyApproved.selector);
        approve(FIRST_MEMBER, proposal);
    }

    function test_RevertWhen_TheProposalIsUnknown() public {
        expectRefusal(ICouncil.ProposalUnknown.selector);
        approve(FIRST_MEMBER, keccak256("nothing"));

        expectRefusal(ICouncil.ProposalUnknown.selector);
        revoke(FIRST_MEMBER, keccak256("nothing"));

        expectRefusal(ICouncil.ProposalUnknown.selector);
        execute(FIRST_MEMBER, keccak256("nothing"), call);
    }

    function test_RevertWhen_TheProposalHasExpired() public {
        bytes32 proposal = propose(FIRST_MEMBER, call);
        approve(SECOND_MEMBER, proposal);
        vm.warp(START + LIFETIME);

        expectRefusal(ICouncil.ProposalExpired.selector);
        approve(THIRD_MEMBER, proposal);

        expectRefusal(ICouncil.ProposalExpired.selector);
        revoke(FIRST_MEMBER, proposal);

        expectRefusal(ICouncil.ProposalExpired.selector);
        execute(FIRST_MEMBER, proposal, call);
    }

    function test_RevokeApproval_BelowTheThreshold_StopsTheDelayAndEmits() public {
        bytes32 proposal = propose(FIRST_MEMBER, call);
        approve(SECOND_MEMBER, proposal);

        vm.expectEmit(address(registry));
        emit ICouncil.ApprovalRevoked(proposal, FIRST_MEMBER);
        revoke(FIRST_MEMBER, proposal);

        assertApproved(proposal, 1, 0, 0);
        vm.assertTrue(!registry.hasApproved(proposal, FIRST_MEMBER), "approved");
    }

    function test_RevokeApproval_AboveTheThreshold_LeavesTheDelay() public {
        bytes32 proposal = propose(FIRST_MEMBER, call);
        approve(SECOND_MEMBER, proposal);
        approve(THIRD_MEMBER, proposal);

        revoke(FIRST_MEMBER, proposal);

        assertApproved(proposal, 2, START, START + DELAY);
    }

    function test_Approve_AfterRevoking_StartsTheDelayAgain() public {
        bytes32 proposal = propose(FIRST_MEMBER, call);
        approve(SECOND_MEMBER, proposal);
        revoke(SECOND_MEMBER, proposal);
        vm.warp(START + 60);

        approve(SECOND_MEMBER, proposal);

        assertApproved(proposal, 2, START + 60, START + 60 + DELAY);
    }

    function test_RevertWhen_AnApprovalThatIsNotThereIsRevoked() public {
        bytes32 proposal = propose(FIRST_MEMBER, call);

        expectRefusal(ICouncil.NotApproved.selector);
        revoke(SECOND_MEMBER, proposal);

        revoke(FIRST_MEMBER, proposal);
        expectRefusal(ICouncil.NotApproved.selector);
        revoke(FIRST_MEMBER, proposal);
    }

    function test_ProposalOf_OneThatIsNotThere_IsZeros() public view {
        ICouncil.Proposal memory kept = registry.proposalOf(keccak256("nothing"));

        vm.assertEq(kept.proposer, address(0), "proposer");
        vm.assertEq(kept.approvals, 0, "approvals");
        vm.assertTrue(!registry.hasApproved(keccak256("nothing"), FIRST_MEMBER), "approved");
    }

    /// @dev In any order of approvals and revocations, the count is the number of approving members, and the delay runs exactly while it suffices.
    function testFuzz_Approvals_AnyOrder_CountThoseWhoApprove(uint8[16] calldata steps) public {
        address[] memory members = threeMembers();
        bytes32 proposal = propose(FIRST_MEMBER, call);
        for (uint256 i; i < steps.length; ++i) {
            address member = members[steps[i] % 3];
            registry.hasApproved(proposal, member) ? revoke(member, proposal) : approve(member, proposal);

            uint256 count;
            for (uint256 j; j < 3; ++j) {
                count += registry.hasApproved(proposal, members[j]) ? 1 : 0;
            }
            vm.assertEq(registry.proposalOf(proposal).approvals, count, "approvals");
            vm.assertTrue((registry.proposalOf(proposal).approvedAt != 0) == (count >= THRESHOLD), "approved at");
        }
    }

    function many(uint256 count) private view returns (bytes[] memory calls) {
        calls = new bytes[](count);
        for (uint256 i; i < count; ++i) {
            calls[i] = call;
        }
    }

    function assertApproved(bytes32 proposal, uint256 approvals, uint64 approvedAt, uint64 readyAt) private view {
        ICouncil.Proposal memory kept = registry.proposalOf(proposal);
        vm.assertEq(kept.approvals, approvals, "approvals");
        vm.assertEq(kept.approvedAt, approvedAt, "approved at");
        vm.assertEq(kept.readyAt, readyAt, "ready at");
    }

    function idOf(uint256 chainId, address registry_, uint256 number, bytes[] memory calls)
        private
        pure
        returns (bytes32)
    {
        return keccak256(abi.encode(chainId, registry_, number, keccak256(abi.encode(calls))));
    }
}
