// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Proofs over RFC 9162 Merkle trees, with SHA-256
/// @dev Sections 2.1.3.2 and 2.1.4.2. A proof that is one hash too long or too short is refused.
library MerkleProof {
    /// @notice Whether the tree of `newSize` extends the tree of `oldSize`.
    /// @dev Callers check 0 < oldSize < newSize first.
    function isConsistent(uint64 oldSize, bytes32 oldRoot, uint64 newSize, bytes32 newRoot, bytes32[] calldata proof)
        internal
        view
        returns (bool)
    {
        uint256 next;
        bytes32 oldHash = oldRoot;
        // A complete old tree is itself the first node of the path, so the proof leaves it out.
        if (oldSize & (oldSize - 1) != 0) {
            if (proof.length == 0) {
                return false;
            }
            oldHash = proof[0];
            next = 1;
        }
        bytes32 newHash = oldHash;
        uint256 fn = uint256(oldSize) - 1;
        uint256 sn = uint256(newSize) - 1;
        while (fn & 1 == 1) {
            fn >>= 1;
            sn >>= 1;
        }
        for (; next < proof.length; ++next) {
            if (sn == 0) {
                return false;
            }
            bytes32 sibling = proof[next];
            if (fn & 1 == 1 || fn == sn) {
                oldHash = hashNode(sibling, oldHash);
                newHash = hashNode(sibling, newHash);
                while (fn & 1 == 0 && fn != 0) {
                    fn >>= 1;
                    sn >>= 1;
                }
            } else {
                newHash = hashNode(newHash, sibling);
            }
            fn >>= 1;
            sn >>= 1;
        }
        return sn == 0 && oldHash == oldRoot && newHash == newRoot;
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
        uint256 fn = index;
        uint256 sn = uint256(size) - 1;
        bytes32 hash = leafHash;
        for (uint256 i; i < proof.length; ++i) {
            if (sn == 0) {
                return false;
            }
            if (fn & 1 == 1 || fn == sn) {
                hash = hashNode(proof[i], hash);
                while (fn & 1 == 0 && fn != 0) {
                    fn >>= 1;
                    sn >>= 1;
                }
            } else {
                hash = hashNode(hash, proof[i]);
            }
            fn >>= 1;
            sn >>= 1;
        }
        return sn == 0 && hash == root;
    }

    /// @notice SHA-256(0x01 ‖ left ‖ right).
    /// @dev The precompile is called on scratch memory: `sha256(abi.encodePacked(...))` would leave a new copy behind for each node.
    function hashNode(bytes32 left, bytes32 right) internal view returns (bytes32 hash) {
        assembly ("memory-safe") {
            let scratch := mload(0x40)
            mstore8(scratch, 1)
            mstore(add(scratch, 1), left)
            mstore(add(scratch, 33), right)
            if iszero(staticcall(gas(), 2, scratch, 65, 0, 32)) { revert(0, 0) }
            hash := mload(0)
        }
    }
}
