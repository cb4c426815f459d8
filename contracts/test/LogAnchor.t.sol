// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LogAnchor} from "../src/LogAnchor.sol";
import {LedgerTest} from "./support/LedgerTest.sol";
import {ReferenceTree} from "./support/ReferenceTree.sol";

contract LogAnchorTest is LedgerTest {
    uint256 private constant SEED = 1;

    bytes32[] private none;

    function test_Anchor_FirstHead_IsKeptWithItsBlock() public {
        bytes32 root = rootOf(SEED, 5);

        anchorFirst(5, root);

        (uint64 size, bytes32 kept, uint64 blockNumber, uint64 blockTime, uint64 count) = logAnchor.head(EDUCATION);
        vm.assertEq(size, 5, "size");
        vm.assertEq(kept, root, "root");
        vm.assertEq(blockNumber, block.number, "block number");
        vm.assertEq(blockTime, block.timestamp, "block time");
        vm.assertEq(count, 1, "count");
    }

    function test_Anchor_EmitsAnchored() public {
        bytes32 root = rootOf(SEED, 5);

        vm.expectEmit(address(logAnchor));
        emit LogAnchor.Anchored(EDUCATION, 0, 5, root);
        anchorFirst(5, root);
    }

    function test_Anchor_ExtendedLog_EmitsAnchoredWithBothSizes() public {
        anchorFirst(5, rootOf(SEED, 5));
        bytes32 root = rootOf(SEED, 9);
        bytes32[] memory proof = proofOf(SEED, 5, 9);

        vm.expectEmit(address(logAnchor));
        emit LogAnchor.Anchored(EDUCATION, 5, 9, root);
        anchor(EDUCATION_OPERATOR, 5, 9, root, proof);
    }

    function test_Anchor_ExtendedLog_MovesTheHead() public {
        anchorFirst(5, rootOf(SEED, 5));
        vm.roll(107);
        vm.warp(START + 60);

        extend(5, 9);

        (uint64 size, bytes32 root, uint64 blockNumber, uint64 blockTime, uint64 count) = logAnchor.head(EDUCATION);
        vm.assertEq(size, 9, "size");
        vm.assertEq(root, rootOf(SEED, 9), "root");
        vm.assertEq(blockNumber, 107, "block number");
        vm.assertEq(blockTime, START + 60, "block time");
        vm.assertEq(count, 2, "count");
    }

    function test_Anchor_ExtendedLog_KeepsTheEarlierRoot() public {
        anchorFirst(5, rootOf(SEED, 5));

        extend(5, 9);

        vm.assertEq(logAnchor.rootAt(EDUCATION, 5), rootOf(SEED, 5), "root at 5");
        vm.assertEq(logAnchor.rootAt(EDUCATION, 9), rootOf(SEED, 9), "root at 9");
    }

    /// @dev From every size to every larger one, through the contract. Each pair uses a new contract.
    function test_Anchor_EveryPairOfSmallSizes_IsAccepted() public {
        for (uint64 newSize = 2; newSize <= 20; ++newSize) {
            for (uint64 oldSize = 1; oldSize < newSize; ++oldSize) {
                logAnchor = new LogAnchor(address(registry));
                anchorFirst(oldSize, rootOf(SEED, oldSize));
                extend(oldSize, newSize);
            }
        }
    }

    function test_Anchor_TwoDepartments_HaveTheirOwnHeads() public {
        anchorFirst(5, rootOf(SEED, 5));

        anchor(HEALTH_OPERATOR, 0, 3, rootOf(2, 3), none);

        (uint64 education,,,,) = logAnchor.head(EDUCATION);
        (uint64 health,,,,) = logAnchor.head(HEALTH);
        vm.assertEq(education, 5, "education");
        vm.assertEq(health, 3, "health");
    }

    function test_Anchor_AfterTheOperatorChanged_BelongsToTheSameDepartment() public {
        anchorFirst(5, rootOf(SEED, 5));
        vm.prank(EDUCATION_OPERATOR);
        registry.setOperator(EDUCATION, STRANGER);

        anchor(STRANGER, 5, 9, rootOf(SEED, 9), proofOf(SEED, 5, 9));

        (uint64 size,,,,) = logAnchor.head(EDUCATION);
        vm.assertEq(size, 9, "size");
    }

    function test_Anchor_AfterReinstatement_IsAccepted() public {
        vm.startPrank(council);
        registry.suspend(EDUCATION);
        registry.reinstate(EDUCATION);
        vm.stopPrank();

        anchorFirst(5, rootOf(SEED, 5));

        vm.assertEq(logAnchor.rootAt(EDUCATION, 5), rootOf(SEED, 5), "root");
    }

    function test_Anchor_TheLargestSizeThereIs_IsAccepted() public {
        anchorFirst(uint64(type(int64).max), rootOf(SEED, 5));

        (uint64 size,,,,) = logAnchor.head(EDUCATION);
        vm.assertEq(size, 2 ** 63 - 1, "size");
    }

    function test_RevertWhen_NoLogCanHaveTheSize() public {
        uint64[3] memory sizes = [uint64(2 ** 63), 2 ** 63 + 1, type(uint64).max];
        for (uint256 i; i < sizes.length; ++i) {
            anchorIsRefused(
                abi.encodeWithSelector(LogAnchor.SizeTooLarge.selector, sizes[i]),
                EDUCATION_OPERATOR,
                0,
                sizes[i],
                rootOf(SEED, 5),
                none
            );
        }
    }

    function test_RevertWhen_CallerOperatesNoDepartment() public {
        anchorIsRefused(
            abi.encodeWithSelector(LogAnchor.NotAnActiveOperator.selector), STRANGER, 0, 5, rootOf(SEED, 5), none
        );
    }

    /// @dev The council governs departments but does not operate them.
    function test_RevertWhen_TheCouncilAnchors() public {
        anchorIsRefused(
            abi.encodeWithSelector(LogAnchor.NotAnActiveOperator.selector), council, 0, 5, rootOf(SEED, 5), none
        );
    }

    function test_RevertWhen_TheDepartmentIsSuspended() public {
        vm.prank(council);
        registry.suspend(EDUCATION);

        anchorIsRefused(
            abi.encodeWithSelector(LogAnchor.NotAnActiveOperator.selector),
            EDUCATION_OPERATOR,
            0,
            5,
            rootOf(SEED, 5),
            none
        );
    }

    function test_RevertWhen_TheOperatorHasBeenReplaced() public {
        vm.prank(council);
        registry.setOperator(EDUCATION, STRANGER);

        anchorIsRefused(
            abi.encodeWithSelector(LogAnchor.NotAnActiveOperator.selector),
            EDUCATION_OPERATOR,
            0,
            5,
            rootOf(SEED, 5),
            none
        );
    }

    function test_RevertWhen_OldSizeIsStale() public {
        anchorFirst(5, rootOf(SEED, 5));
        extend(5, 9);

        anchorIsRefused(
            abi.encodeWithSelector(LogAnchor.OldSizeIsNotCurrent.selector, uint64(9)),
            EDUCATION_OPERATOR,
            5,
            12,
            rootOf(SEED, 12),
            proofOf(SEED, 5, 12)
        );
    }

    function test_RevertWhen_OldSizeIsAhead() public {
        anchorFirst(5, rootOf(SEED, 5));

        anchorIsRefused(
            abi.encodeWithSelector(LogAnchor.OldSizeIsNotCurrent.selector, uint64(5)),
            EDUCATION_OPERATOR,
            7,
            9,
            rootOf(SEED, 9),
            proofOf(SEED, 7, 9)
        );
    }

    /// @dev Sending a transaction twice does no harm.
    function test_RevertWhen_TheSameAnchorIsSentTwice() public {
        anchorFirst(5, rootOf(SEED, 5));

        anchorIsRefused(
            abi.encodeWithSelector(LogAnchor.OldSizeIsNotCurrent.selector, uint64(5)),
            EDUCATION_OPERATOR,
            0,
            5,
            rootOf(SEED, 5),
            none
        );
    }

    function test_RevertWhen_ANewLogIsBegunOverTheOldOne() public {
        anchorFirst(5, rootOf(SEED, 5));

        anchorIsRefused(
            abi.encodeWithSelector(LogAnchor.OldSizeIsNotCurrent.selector, uint64(5)),
            EDUCATION_OPERATOR,
            0,
            9,
            rootOf(2, 9),
            none
        );
    }

    function test_RevertWhen_TheLogShrinks() public {
        anchorFirst(5, rootOf(SEED, 5));

        anchorIsRefused(
            abi.encodeWithSelector(LogAnchor.NotLarger.selector), EDUCATION_OPERATOR, 5, 4, rootOf(SEED, 4), none
        );
    }

    function test_RevertWhen_TheSizeStays() public {
        anchorFirst(5, rootOf(SEED, 5));

        anchorIsRefused(
            abi.encodeWithSelector(LogAnchor.NotLarger.selector), EDUCATION_OPERATOR, 5, 5, rootOf(2, 5), none
        );
    }

    function test_RevertWhen_TheFirstLogIsEmpty() public {
        anchorIsRefused(
            abi.encodeWithSelector(LogAnchor.NotLarger.selector), EDUCATION_OPERATOR, 0, 0, sha256(""), none
        );
    }

    function test_RevertWhen_TheFirstRootIsZero() public {
        anchorIsRefused(abi.encodeWithSelector(LogAnchor.RootIsZero.selector), EDUCATION_OPERATOR, 0, 5, 0, none);
    }

    function test_RevertWhen_TheNextRootIsZero() public {
        anchorFirst(5, rootOf(SEED, 5));

        anchorIsRefused(
            abi.encodeWithSelector(LogAnchor.RootIsZero.selector), EDUCATION_OPERATOR, 5, 9, 0, proofOf(SEED, 5, 9)
        );
    }

    function test_RevertWhen_TheFirstHeadComesWithAProof() public {
        anchorIsRefused(
            abi.encodeWithSelector(LogAnchor.NotConsistent.selector),
            EDUCATION_OPERATOR,
            0,
            5,
            rootOf(SEED, 5),
            new bytes32[](1)
        );
    }

    function test_RevertWhen_TheProofIsMissing() public {
        anchorFirst(5, rootOf(SEED, 5));

        anchorIsRefused(
            abi.encodeWithSelector(LogAnchor.NotConsistent.selector), EDUCATION_OPERATOR, 5, 9, rootOf(SEED, 9), none
        );
    }

    /// @dev A different log, with a correct proof for that log.
    function test_RevertWhen_TheHistoryWasRewritten() public {
        anchorFirst(5, rootOf(SEED, 5));

        anchorIsRefused(
            abi.encodeWithSelector(LogAnchor.NotConsistent.selector),
            EDUCATION_OPERATOR,
            5,
            9,
            rootOf(2, 9),
            proofOf(2, 5, 9)
        );
    }

    function test_RevertWhen_TheProofIsAnotherDepartments() public {
        anchorFirst(5, rootOf(SEED, 5));
        anchor(HEALTH_OPERATOR, 0, 5, rootOf(2, 5), none);

        anchorIsRefused(
            abi.encodeWithSelector(LogAnchor.NotConsistent.selector),
            HEALTH_OPERATOR,
            5,
            9,
            rootOf(SEED, 9),
            proofOf(SEED, 5, 9)
        );
    }

    function test_Head_OfNoDepartment_IsZeros() public view {
        (uint64 size, bytes32 root, uint64 blockNumber, uint64 blockTime, uint64 count) = logAnchor.head(NOBODY);

        vm.assertTrue(size == 0 && root == 0 && blockNumber == 0 && blockTime == 0 && count == 0, "not zeros");
    }

    function test_RootAt_ASizeThatWasNotAnchored_IsZero() public {
        anchorFirst(5, rootOf(SEED, 5));
        extend(5, 9);

        vm.assertEq(logAnchor.rootAt(EDUCATION, 7), 0, "root at 7");
        vm.assertEq(logAnchor.rootAt(HEALTH, 5), 0, "another department's");
    }

    function test_VerifyInclusion_AtEveryAnchoredSize_IsTrue() public {
        anchorFirst(5, rootOf(SEED, 5));
        extend(5, 9);

        vm.assertTrue(verifyInclusion(EDUCATION, 5, 3), "in 5");
        vm.assertTrue(verifyInclusion(EDUCATION, 9, 3), "in 9");
        vm.assertTrue(verifyInclusion(EDUCATION, 9, 8), "the last of 9");
    }

    function test_VerifyInclusion_AtASizeThatWasNotAnchored_IsFalse() public {
        anchorFirst(9, rootOf(SEED, 9));

        vm.assertTrue(!verifyInclusion(EDUCATION, 7, 3), "in 7");
    }

    function test_VerifyInclusion_InAnotherDepartmentsLog_IsFalse() public {
        anchorFirst(9, rootOf(SEED, 9));

        vm.assertTrue(!verifyInclusion(HEALTH, 9, 3), "in the other log");
    }

    /// @dev At a size that was not anchored the root reads as zero, and a proof of a single zero leaf leads to exactly that.
    function test_VerifyInclusion_OfZeroInNoLog_IsFalse() public view {
        vm.assertTrue(!logAnchor.verifyInclusion(EDUCATION, 1, 0, 0, none), "zero in nothing");
    }

    function anchorFirst(uint64 size, bytes32 root) private {
        anchor(EDUCATION_OPERATOR, 0, size, root, none);
    }

    function extend(uint64 oldSize, uint64 newSize) private {
        anchor(EDUCATION_OPERATOR, oldSize, newSize, rootOf(SEED, newSize), proofOf(SEED, oldSize, newSize));
    }

    function verifyInclusion(bytes32 department, uint64 size, uint64 index) private view returns (bool) {
        bytes32[] memory hashes = ReferenceTree.leaves(SEED, size);
        bytes32[] memory proof = ReferenceTree.inclusion(index, hashes, 0, size);
        return logAnchor.verifyInclusion(department, size, index, hashes[index], proof);
    }

    function rootOf(uint256 seed, uint256 size) private pure returns (bytes32) {
        return ReferenceTree.root(ReferenceTree.leaves(seed, size), 0, size);
    }

    function proofOf(uint256 seed, uint256 oldSize, uint256 newSize) private pure returns (bytes32[] memory) {
        return ReferenceTree.consistency(oldSize, newSize, ReferenceTree.leaves(seed, newSize));
    }
}
