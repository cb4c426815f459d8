// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LogAnchor} from "../src/LogAnchor.sol";
import {LedgerTest} from "./support/LedgerTest.sol";
import {ReferenceTree} from "./support/ReferenceTree.sol";

/// @title The chain refuses what an operator sends if one bit of it is damaged
contract LogAnchorFuzzTest is LedgerTest {
    uint256 private constant LARGE = 200;

    bytes32[] private hashes;
    uint64 private oldSize;
    uint64 private newSize;

    function testFuzz_Anchor_RandomTrees_IsAccepted(uint256 seed, uint256 anyOld, uint256 anyNew) public {
        grow(seed, anyOld, anyNew);

        anchor(EDUCATION_OPERATOR, oldSize, newSize, newRoot(), proof());

        vm.assertEq(logAnchor.rootAt(EDUCATION, newSize), newRoot(), "root");
    }

    function testFuzz_RevertWhen_OneBitOfTheProofIsFlipped(
        uint256 seed,
        uint256 anyOld,
        uint256 anyNew,
        uint256 place,
        uint256 bit
    ) public {
        grow(seed, anyOld, anyNew);
        bytes32[] memory damaged = proof();
        place = between(place, 0, damaged.length - 1);
        damaged[place] = flipBit(damaged[place], bit);

        refuse(LogAnchor.NotConsistent.selector, oldSize, newSize, newRoot(), damaged);
    }

    function testFuzz_RevertWhen_OneBitOfTheRootIsFlipped(uint256 seed, uint256 anyOld, uint256 anyNew, uint256 bit)
        public
    {
        grow(seed, anyOld, anyNew);

        refuse(LogAnchor.NotConsistent.selector, oldSize, newSize, flipBit(newRoot(), bit), proof());
    }

    function testFuzz_RevertWhen_OneBitOfTheOldSizeIsFlipped(uint256 seed, uint256 anyOld, uint256 anyNew, uint256 bit)
        public
    {
        grow(seed, anyOld, anyNew);
        uint64 damaged = oldSize ^ uint64(1 << (bit % 64));

        anchorIsRefused(
            abi.encodeWithSelector(LogAnchor.OldSizeIsNotCurrent.selector, oldSize),
            EDUCATION_OPERATOR,
            damaged,
            newSize,
            newRoot(),
            proof()
        );
    }

    /// @dev See MerkleProofTest: a wrong size is detected only where it changes the shape of the proof. The signature of the checkpoint protects
    /// the rest.
    function testFuzz_RevertWhen_OneBitOfTheNewSizeIsFlipped(uint256 seed, uint256 anyOld, uint256 anyNew, uint256 bit)
        public
    {
        grow(seed, anyOld, anyNew);
        uint64 damaged = newSize ^ uint64(1 << (bit % 64));
        vm.assume(
            damaged <= oldSize
                || ReferenceTree.consistencyShape(oldSize, damaged) != ReferenceTree.consistencyShape(oldSize, newSize)
        );

        bytes memory refusal =
            damaged <= oldSize ? abi.encodeWithSelector(LogAnchor.NotLarger.selector) : refusalOf(damaged);
        anchorIsRefused(refusal, EDUCATION_OPERATOR, oldSize, damaged, newRoot(), proof());
    }

    function testFuzz_RevertWhen_OneBitOfAnAnchoredEntryIsFlipped(
        uint256 seed,
        uint256 anyOld,
        uint256 anyNew,
        uint256 place,
        uint256 bit
    ) public {
        grow(seed, anyOld, anyNew);
        place = between(place, 0, oldSize - 1);
        hashes[place] = flipBit(hashes[place], bit);

        refuse(LogAnchor.NotConsistent.selector, oldSize, newSize, newRoot(), proof());
    }

    function testFuzz_RevertWhen_TheProofIsAnything(
        uint256 seed,
        uint256 anyOld,
        uint64 size,
        bytes32 root,
        bytes32[] calldata any
    ) public {
        grow(seed, anyOld, 0);
        vm.assume(size > oldSize && root != 0);

        anchorIsRefused(refusalOf(size), EDUCATION_OPERATOR, oldSize, size, root, any);
    }

    function testFuzz_VerifyInclusion_OneFlippedBit_IsFalse(uint256 seed, uint256 index, uint256 place, uint256 bit)
        public
    {
        grow(seed, 0, 40);
        anchor(EDUCATION_OPERATOR, oldSize, newSize, newRoot(), proof());
        index = between(index, 0, newSize - 1);
        bytes32[] memory path = ReferenceTree.inclusion(index, hashes, 0, newSize);
        bytes32 leaf = hashes[index];
        vm.assertTrue(logAnchor.verifyInclusion(EDUCATION, newSize, uint64(index), leaf, path), "whole");

        place = between(place, 0, path.length);
        if (place < path.length) {
            path[place] = flipBit(path[place], bit);
        } else {
            leaf = flipBit(leaf, bit);
        }

        vm.assertTrue(!logAnchor.verifyInclusion(EDUCATION, newSize, uint64(index), leaf, path), "damaged");
    }

    /// @dev Makes a log of `newSize` entries, of which the first `oldSize` are anchored.
    function grow(uint256 seed, uint256 anyOld, uint256 anyNew) private {
        newSize = uint64(between(anyNew, 2, LARGE));
        oldSize = uint64(between(anyOld, 1, newSize - 1));
        hashes = ReferenceTree.leaves(seed, newSize);
        anchor(EDUCATION_OPERATOR, 0, oldSize, ReferenceTree.root(hashes, 0, oldSize), new bytes32[](0));
    }

    /// @dev An impossible size is refused before its proof is checked.
    function refusalOf(uint64 size) private pure returns (bytes memory) {
        return size > uint64(type(int64).max)
            ? abi.encodeWithSelector(LogAnchor.SizeTooLarge.selector, size)
            : abi.encodeWithSelector(LogAnchor.NotConsistent.selector);
    }

    function refuse(bytes4 selector, uint64 from, uint64 to, bytes32 root, bytes32[] memory consistency) private {
        anchorIsRefused(abi.encodeWithSelector(selector), EDUCATION_OPERATOR, from, to, root, consistency);
    }

    function newRoot() private view returns (bytes32) {
        return ReferenceTree.root(hashes, 0, newSize);
    }

    function proof() private view returns (bytes32[] memory) {
        return ReferenceTree.consistency(oldSize, newSize, hashes);
    }
}
