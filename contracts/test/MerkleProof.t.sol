// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LedgerTest} from "./support/LedgerTest.sol";
import {ProofHarness} from "./support/ProofHarness.sol";
import {ReferenceTree} from "./support/ReferenceTree.sol";

/// @title Compares the proof library with the tree of RFC 9162: every small tree, random larger ones, and any single damaged bit
contract MerkleProofTest is LedgerTest {
    uint256 private constant ALL = 64;
    uint256 private constant LARGE = 300;

    ProofHarness private proofs;

    function setUp() public override {
        proofs = new ProofHarness();
    }

    function test_Node_IsSha256OfOneAndBoth() public view {
        bytes32[] memory proof = new bytes32[](1);
        proof[0] = EDUCATION;
        bytes32 expected = sha256(abi.encodePacked(hex"01", LOG_KEY, EDUCATION));

        vm.assertTrue(proofs.isIncluded(0, 2, LOG_KEY, proof, expected), "node");
    }

    /// @dev The proof has one more hash than the tree needs: neither the root that was reached nor the one that the hash would lead to is accepted.
    function test_IsIncluded_OneHashAboveTheRoot_IsRefused() public view {
        bytes32[] memory proof = new bytes32[](1);
        proof[0] = EDUCATION;

        vm.assertTrue(!proofs.isIncluded(0, 1, LOG_KEY, proof, LOG_KEY), "the root");
        bytes32 above = sha256(abi.encodePacked(hex"01", LOG_KEY, EDUCATION));
        vm.assertTrue(!proofs.isIncluded(0, 1, LOG_KEY, proof, above), "above it");
    }

    /// @dev A separate call for each size frees the memory afterwards.
    function test_IsConsistent_EveryPairOfSmallSizes_IsAccepted() public view {
        for (uint256 newSize = 2; newSize <= ALL; ++newSize) {
            this.acceptEveryOldSize(newSize);
        }
    }

    function test_IsConsistent_EveryPairOfSmallSizes_RefusesOneHashMoreOrLess() public view {
        for (uint256 newSize = 2; newSize <= ALL; ++newSize) {
            this.refuseEveryOtherLength(newSize);
        }
    }

    function test_IsIncluded_EveryLeafOfSmallTrees_IsAccepted() public view {
        for (uint256 size = 1; size <= ALL; ++size) {
            this.acceptEveryLeaf(size);
        }
    }

    function test_IsIncluded_EveryLeafOfSmallTrees_IsRefusedAtEveryOtherIndex() public view {
        for (uint256 size = 1; size <= ALL / 2; ++size) {
            this.refuseEveryOtherIndex(size);
        }
    }

    function test_IsIncluded_EveryLeafOfSmallTrees_RefusesOneHashMoreOrLess() public view {
        for (uint256 size = 1; size <= ALL; ++size) {
            this.refuseEveryOtherLengthOfInclusion(size);
        }
    }

    function test_IsConsistent_NoHashesFromAnIncompleteTree_IsRefused() public view {
        bytes32[] memory hashes = ReferenceTree.leaves(1, 4);
        bytes32 root = ReferenceTree.root(hashes, 0, 3);

        vm.assertTrue(!proofs.isConsistent(3, root, 4, root, new bytes32[](0)), "accepted");
    }

    function testFuzz_IsConsistent_RandomTrees_IsAccepted(uint256 seed, uint256 anyOld, uint256 anyNew) public view {
        (uint64 oldSize, uint64 newSize) = sizes(anyOld, anyNew);
        bytes32[] memory hashes = ReferenceTree.leaves(seed, newSize);
        bytes32[] memory proof = ReferenceTree.consistency(oldSize, newSize, hashes);

        vm.assertTrue(isConsistent(hashes, oldSize, newSize, proof), "refused");
    }

    function testFuzz_IsConsistent_OneFlippedBit_IsRefused(
        uint256 seed,
        uint256 anyOld,
        uint256 anyNew,
        uint256 place,
        uint256 bit
    ) public view {
        (uint64 oldSize, uint64 newSize) = sizes(anyOld, anyNew);
        bytes32[] memory hashes = ReferenceTree.leaves(seed, newSize);
        bytes32[] memory proof = ReferenceTree.consistency(oldSize, newSize, hashes);
        bytes32 oldRoot = ReferenceTree.root(hashes, 0, oldSize);
        bytes32 newRoot = ReferenceTree.root(hashes, 0, newSize);

        place = between(place, 0, proof.length + 1);
        if (place < proof.length) {
            proof[place] = flipBit(proof[place], bit);
        } else if (place == proof.length) {
            oldRoot = flipBit(oldRoot, bit);
        } else {
            newRoot = flipBit(newRoot, bit);
        }

        vm.assertTrue(!proofs.isConsistent(oldSize, oldRoot, newSize, newRoot, proof), "accepted");
    }

    /// @dev A root does not contain its size. A wrong size can be detected only where it changes the shape of the proof, and must be detected
    /// there.
    function testFuzz_IsConsistent_AnotherNewSize_IsRefusedUnlessOfTheSameShape(
        uint256 anyOld,
        uint256 anyNew,
        uint256 anyOther
    ) public view {
        (uint64 oldSize, uint64 newSize) = sizes(anyOld, anyNew);
        uint64 other = uint64(between(anyOther, oldSize + 1, LARGE + 50));
        bytes32[] memory hashes = ReferenceTree.leaves(1, newSize);
        bytes32[] memory proof = ReferenceTree.consistency(oldSize, newSize, hashes);
        bytes32 oldRoot = ReferenceTree.root(hashes, 0, oldSize);
        bytes32 newRoot = ReferenceTree.root(hashes, 0, newSize);

        bool isSameShape =
            ReferenceTree.consistencyShape(oldSize, other) == ReferenceTree.consistencyShape(oldSize, newSize);

        vm.assertTrue(proofs.isConsistent(oldSize, oldRoot, other, newRoot, proof) == isSameShape, "other new size");
    }

    function testFuzz_IsConsistent_AnotherOldSize_IsRefused(uint256 anyOld, uint256 anyNew, uint256 anyOther)
        public
        view
    {
        (uint64 oldSize, uint64 newSize) = sizes(anyOld, anyNew);
        uint64 other = uint64(between(anyOther, 1, newSize - 1));
        vm.assume(other != oldSize);
        bytes32[] memory hashes = ReferenceTree.leaves(1, newSize);
        bytes32[] memory proof = ReferenceTree.consistency(oldSize, newSize, hashes);
        bytes32 oldRoot = ReferenceTree.root(hashes, 0, oldSize);
        bytes32 newRoot = ReferenceTree.root(hashes, 0, newSize);

        vm.assertTrue(!proofs.isConsistent(other, oldRoot, newSize, newRoot, proof), "accepted");
    }

    function testFuzz_IsConsistent_AChangedOldEntry_IsRefused(
        uint256 anyOld,
        uint256 anyNew,
        uint256 place,
        uint256 bit
    ) public view {
        (uint64 oldSize, uint64 newSize) = sizes(anyOld, anyNew);
        bytes32[] memory hashes = ReferenceTree.leaves(1, newSize);
        bytes32 oldRoot = ReferenceTree.root(hashes, 0, oldSize);
        place = between(place, 0, oldSize - 1);
        hashes[place] = flipBit(hashes[place], bit);
        bytes32[] memory proof = ReferenceTree.consistency(oldSize, newSize, hashes);
        bytes32 newRoot = ReferenceTree.root(hashes, 0, newSize);

        vm.assertTrue(!proofs.isConsistent(oldSize, oldRoot, newSize, newRoot, proof), "accepted");
    }

    /// @dev No input makes the library read out of bounds or loop.
    function testFuzz_IsConsistent_Anything_Answers(
        uint64 oldSize,
        bytes32 oldRoot,
        uint64 newSize,
        bytes32 newRoot,
        bytes32[] calldata proof
    ) public view {
        vm.assume(oldSize > 0 && oldSize < newSize);

        vm.assertTrue(!proofs.isConsistent(oldSize, oldRoot, newSize, newRoot, proof), "accepted");
    }

    function testFuzz_IsIncluded_RandomTrees_IsAccepted(uint256 seed, uint256 anyIndex, uint256 anySize) public view {
        uint64 size = uint64(between(anySize, 1, LARGE));
        uint64 index = uint64(between(anyIndex, 0, size - 1));
        bytes32[] memory hashes = ReferenceTree.leaves(seed, size);
        bytes32[] memory proof = ReferenceTree.inclusion(index, hashes, 0, size);

        vm.assertTrue(
            proofs.isIncluded(index, size, hashes[index], proof, ReferenceTree.root(hashes, 0, size)), "refused"
        );
    }

    function testFuzz_IsIncluded_OneFlippedBit_IsRefused(
        uint256 seed,
        uint256 anyIndex,
        uint256 anySize,
        uint256 place,
        uint256 bit
    ) public view {
        uint64 size = uint64(between(anySize, 1, LARGE));
        uint64 index = uint64(between(anyIndex, 0, size - 1));
        bytes32[] memory hashes = ReferenceTree.leaves(seed, size);
        bytes32[] memory proof = ReferenceTree.inclusion(index, hashes, 0, size);
        bytes32 root = ReferenceTree.root(hashes, 0, size);
        bytes32 leaf = hashes[index];

        place = between(place, 0, proof.length + 1);
        if (place < proof.length) {
            proof[place] = flipBit(proof[place], bit);
        } else if (place == proof.length) {
            root = flipBit(root, bit);
        } else {
            leaf = flipBit(leaf, bit);
        }

        vm.assertTrue(!proofs.isIncluded(index, size, leaf, proof, root), "accepted");
    }

    function testFuzz_IsIncluded_AnotherIndex_IsRefused(uint256 anyIndex, uint256 anySize, uint256 anyOther)
        public
        view
    {
        uint64 size = uint64(between(anySize, 1, LARGE));
        uint64 index = uint64(between(anyIndex, 0, size - 1));
        uint64 other = uint64(between(anyOther, 0, size));
        vm.assume(other != index);
        bytes32[] memory hashes = ReferenceTree.leaves(1, size);
        bytes32[] memory proof = ReferenceTree.inclusion(index, hashes, 0, size);
        bytes32 root = ReferenceTree.root(hashes, 0, size);

        vm.assertTrue(!proofs.isIncluded(other, size, hashes[index], proof, root), "accepted");
    }

    function testFuzz_IsIncluded_AnotherSize_IsRefusedUnlessOfTheSameShape(
        uint256 anyIndex,
        uint256 anySize,
        uint256 anyOther
    ) public view {
        uint64 size = uint64(between(anySize, 1, LARGE));
        uint64 index = uint64(between(anyIndex, 0, size - 1));
        uint64 other = uint64(between(anyOther, 0, LARGE + 50));
        bytes32[] memory hashes = ReferenceTree.leaves(1, size);
        bytes32[] memory proof = ReferenceTree.inclusion(index, hashes, 0, size);
        bytes32 root = ReferenceTree.root(hashes, 0, size);

        bool isSameShape =
            index < other && ReferenceTree.inclusionShape(index, other) == ReferenceTree.inclusionShape(index, size);

        vm.assertTrue(proofs.isIncluded(index, other, hashes[index], proof, root) == isSameShape, "other size");
    }

    function testFuzz_IsIncluded_Anything_Answers(
        uint64 index,
        uint64 size,
        bytes32 leaf,
        bytes32[] calldata proof,
        bytes32 root
    ) public view {
        vm.assume(leaf != root);

        vm.assertTrue(!proofs.isIncluded(index, size, leaf, proof, root), "accepted");
    }

    function acceptEveryOldSize(uint256 newSize) external view {
        bytes32[] memory hashes = ReferenceTree.leaves(newSize, newSize);
        for (uint256 oldSize = 1; oldSize < newSize; ++oldSize) {
            bytes32[] memory proof = ReferenceTree.consistency(oldSize, newSize, hashes);
            vm.assertTrue(isConsistent(hashes, oldSize, newSize, proof), pair(oldSize, newSize));
        }
    }

    function refuseEveryOtherLength(uint256 newSize) external view {
        bytes32[] memory hashes = ReferenceTree.leaves(newSize, newSize);
        for (uint256 oldSize = 1; oldSize < newSize; ++oldSize) {
            bytes32[] memory proof = ReferenceTree.consistency(oldSize, newSize, hashes);
            bytes32[] memory longer = ReferenceTree.append(proof, hashes[0]);
            vm.assertTrue(!isConsistent(hashes, oldSize, newSize, longer), pair(oldSize, newSize));
            vm.assertTrue(!isConsistent(hashes, oldSize, newSize, withoutLast(proof)), pair(oldSize, newSize));
        }
    }

    function acceptEveryLeaf(uint256 size) external view {
        bytes32[] memory hashes = ReferenceTree.leaves(size, size);
        for (uint256 index; index < size; ++index) {
            bytes32[] memory proof = ReferenceTree.inclusion(index, hashes, 0, size);
            vm.assertTrue(isIncluded(hashes, index, index, proof), pair(index, size));
        }
    }

    function refuseEveryOtherIndex(uint256 size) external view {
        bytes32[] memory hashes = ReferenceTree.leaves(size, size);
        for (uint256 index; index < size; ++index) {
            bytes32[] memory proof = ReferenceTree.inclusion(index, hashes, 0, size);
            for (uint256 claimed; claimed <= size; ++claimed) {
                vm.assertTrue(isIncluded(hashes, index, claimed, proof) == (claimed == index), pair(claimed, size));
            }
        }
    }

    function refuseEveryOtherLengthOfInclusion(uint256 size) external view {
        bytes32[] memory hashes = ReferenceTree.leaves(size, size);
        for (uint256 index; index < size; ++index) {
            bytes32[] memory proof = ReferenceTree.inclusion(index, hashes, 0, size);
            vm.assertTrue(!isIncluded(hashes, index, index, ReferenceTree.append(proof, hashes[0])), pair(index, size));
            if (proof.length != 0) {
                vm.assertTrue(!isIncluded(hashes, index, index, withoutLast(proof)), pair(index, size));
            }
        }
    }

    function isIncluded(bytes32[] memory hashes, uint256 index, uint256 claimed, bytes32[] memory proof)
        private
        view
        returns (bool)
    {
        bytes32 root = ReferenceTree.root(hashes, 0, hashes.length);
        return proofs.isIncluded(uint64(claimed), uint64(hashes.length), hashes[index], proof, root);
    }

    function isConsistent(bytes32[] memory hashes, uint256 oldSize, uint256 newSize, bytes32[] memory proof)
        private
        view
        returns (bool)
    {
        return proofs.isConsistent(
            uint64(oldSize),
            ReferenceTree.root(hashes, 0, oldSize),
            uint64(newSize),
            ReferenceTree.root(hashes, 0, newSize),
            proof
        );
    }

    function sizes(uint256 anyOld, uint256 anyNew) private pure returns (uint64 oldSize, uint64 newSize) {
        newSize = uint64(between(anyNew, 2, LARGE));
        oldSize = uint64(between(anyOld, 1, newSize - 1));
    }

    function withoutLast(bytes32[] memory proof) private pure returns (bytes32[] memory shorter) {
        shorter = new bytes32[](proof.length - 1);
        for (uint256 i; i < shorter.length; ++i) {
            shorter[i] = proof[i];
        }
    }

    function pair(uint256 first, uint256 second) private pure returns (string memory) {
        return string.concat(vm.toString(first), " of ", vm.toString(second));
    }
}
