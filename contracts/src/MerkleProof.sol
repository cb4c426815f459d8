// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Proofs over RFC 9162 Merkle trees, with SHA-256
/// @dev Sections 2.1.3.2 and 2.1.4.2, with the names `fn` and `sn` of the RFC. A proof with one hash too many or too few is refused. The loop over
/// the hashes of a proof is assembly, because every anchor pays for each iteration. Comments in it use the terms of the RFC.
library MerkleProof {
    /// @dev SHA-256("abc"), FIPS 180-4.
    uint256 private constant KNOWN_ANSWER = 0xba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad;

    /// @notice The SHA-256 precompile of the chain failed or did not return 32 bytes.
    error Sha256Failed();

    /// @notice Whether the chain has a SHA-256 precompile. A call to an address without code succeeds and returns nothing. So without the
    /// precompile nothing would be hashed and every history accepted.
    function hasSha256() internal view returns (bool isThere) {
        assembly ("memory-safe") {
            mstore(0, "abc")
            let isAnswered := staticcall(gas(), 2, 0, 3, 0, 32)
            isThere := and(isAnswered, and(eq(returndatasize(), 32), eq(mload(0), KNOWN_ANSWER)))
        }
    }

    /// @notice Whether the tree of `newSize` extends the tree of `oldSize`.
    /// @dev Callers must check 0 < oldSize < newSize first.
    function isConsistent(uint64 oldSize, bytes32 oldRoot, uint64 newSize, bytes32 newRoot, bytes32[] calldata proof)
        internal
        view
        returns (bool)
    {
        // The largest power of two that divides the old size. Up to there both trees are the same, so the path starts above it. No sum and no
        // difference here overflows, because the old size is not 0.
        uint256 common;
        uint256 fn;
        uint256 sn;
        unchecked {
            common = uint256(oldSize) & (~uint256(oldSize) + 1);
            fn = (uint256(oldSize) - 1) / common;
            sn = (uint256(newSize) - 1) / common;
        }
        bytes32 start = oldRoot;
        // A complete old tree is the first node of the path itself, so the proof leaves it out.
        if (common != oldSize) {
            if (proof.length == 0) {
                return false;
            }
            start = proof[0];
            proof = proof[1:];
        }
        (bool isWhole, bytes32 oldHash, bytes32 newHash) = climb(fn, sn, start, proof);
        return isWhole && oldHash == oldRoot && newHash == newRoot;
    }

    /// @notice Whether a leaf is in the tree of `size` at `index`.
    function isIncluded(uint64 index, uint64 size, bytes32 leafHash, bytes32[] calldata proof, bytes32 root)
        internal
        view
        returns (bool)
    {
        if (index >= size) {
            return false;
        }
        (bool isWhole,, bytes32 hash) = climb(index, size - 1, leafHash, proof);
        return isWhole && hash == root;
    }

    /// @dev Climbs from node `fn` of a level whose last node is `sn`, one level for each hash of the proof. `ok` stays 2^32 while every call of the
    /// precompile succeeds and returns 32 bytes, and is 0 afterwards: success is shifted by the length of the return data. Assembly evaluates
    /// arguments from right to left, so each length belongs to its own call.
    /// @return isWhole Whether the proof ended exactly at the root.
    /// @return oldHash The start node combined with the hashes on its left, which both trees have.
    /// @return newHash The start node combined with every hash of the proof.
    function climb(uint256 fn, uint256 sn, bytes32 start, bytes32[] calldata proof)
        private
        view
        returns (bool isWhole, bytes32 oldHash, bytes32 newHash)
    {
        uint256 ok = 1 << 32;
        assembly ("memory-safe") {
            // Space for two nodes to hash, 0x01 ‖ left ‖ right each, 96 bytes apart, above the free memory pointer, where nothing is stored. Every
            // result is written to the place of the right child. It moves to the left only when the next hash of the proof is on its right.
            let nodes := mload(0x40)
            mstore8(nodes, 1)
            mstore8(add(nodes, 96), 1)
            mstore(add(nodes, 33), start)
            mstore(add(nodes, 129), start)
            let end := add(proof.offset, shl(5, proof.length))
            for {} lt(proof.offset, end) { proof.offset := add(proof.offset, 32) } {
                // Step 5.1: already at the root, with hashes left. The check below finds a root that is not reached.
                if iszero(sn) {
                    sn := 1
                    break
                }
                switch or(and(fn, 1), eq(fn, sn))
                case 0 {
                    mstore(add(nodes, 97), mload(add(nodes, 129)))
                    mstore(add(nodes, 129), calldataload(proof.offset))
                    ok := and(ok, shl(returndatasize(), staticcall(gas(), 2, add(nodes, 96), 65, add(nodes, 129), 32)))
                }
                default {
                    mstore(add(nodes, 1), calldataload(proof.offset))
                    mstore(add(nodes, 97), calldataload(proof.offset))
                    ok := and(ok, shl(returndatasize(), staticcall(gas(), 2, nodes, 65, add(nodes, 33), 32)))
                    ok := and(ok, shl(returndatasize(), staticcall(gas(), 2, add(nodes, 96), 65, add(nodes, 129), 32)))
                    // Step 5.2.3: skip all levels at once in which the node is its own parent.
                    if iszero(and(fn, 1)) {
                        if fn {
                            let skipped := and(fn, sub(0, fn))
                            fn := div(fn, skipped)
                            sn := div(sn, skipped)
                        }
                    }
                }
                fn := shr(1, fn)
                sn := shr(1, sn)
            }
            isWhole := iszero(sn)
            oldHash := mload(add(nodes, 33))
            newHash := mload(add(nodes, 129))
        }
        if (ok == 0) {
            revert Sha256Failed();
        }
    }
}
