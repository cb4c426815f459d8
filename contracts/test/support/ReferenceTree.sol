// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title The Merkle tree exactly as RFC 9162 defines it
/// @dev The contracts are compared with it, so it shares no code with them: recursive, slow, and written from the definitions of section 2.1.
library ReferenceTree {
    /// @notice Returns `size` leaf hashes. Two trees of one seed have the same leaves up to the shorter size.
    function leaves(uint256 seed, uint256 size) internal pure returns (bytes32[] memory hashes) {
        hashes = new bytes32[](size);
        for (uint256 i; i < size; ++i) {
            hashes[i] = leafHash(abi.encode(seed, i));
        }
    }

    function leafHash(bytes memory entry) internal pure returns (bytes32) {
        return sha256(abi.encodePacked(hex"00", entry));
    }

    /// @notice MTH(D[from:to]) of section 2.1.1.
    function root(bytes32[] memory hashes, uint256 from, uint256 to) internal pure returns (bytes32) {
        if (to - from == 1) {
            return hashes[from];
        }
        uint256 middle = from + split(to - from);
        return sha256(abi.encodePacked(hex"01", root(hashes, from, middle), root(hashes, middle, to)));
    }

    /// @notice PATH(index, D[from:to]) of section 2.1.3.1.
    function inclusion(uint256 index, bytes32[] memory hashes, uint256 from, uint256 to)
        internal
        pure
        returns (bytes32[] memory)
    {
        if (to - from == 1) {
            return new bytes32[](0);
        }
        uint256 k = split(to - from);
        uint256 middle = from + k;
        return index < k
            ? append(inclusion(index, hashes, from, middle), root(hashes, middle, to))
            : append(inclusion(index - k, hashes, middle, to), root(hashes, from, middle));
    }

    /// @notice PROOF(oldSize, D[0:newSize]) of section 2.1.4.1.
    function consistency(uint256 oldSize, uint256 newSize, bytes32[] memory hashes)
        internal
        pure
        returns (bytes32[] memory)
    {
        return subproof(oldSize, hashes, 0, newSize, true);
    }

    /// @notice The sides of PATH, as bits under a leading 1; the sibling next to the root is the last bit. A bit is 1 when the sibling is on the
    /// left.
    /// @dev A proof alone cannot distinguish two sizes whose proofs have the same shape.
    function inclusionShape(uint256 index, uint256 size) internal pure returns (uint256) {
        if (size == 1) {
            return 1;
        }
        uint256 k = split(size);
        return index < k ? inclusionShape(index, k) << 1 : inclusionShape(index - k, size - k) << 1 | 1;
    }

    /// @notice The sides of PROOF, in the same form. An old tree that is a complete subtree starts the path itself and is marked by one more 1.
    function consistencyShape(uint256 oldSize, uint256 newSize) internal pure returns (uint256) {
        return subproofShape(oldSize, newSize, true);
    }

    /// @notice The largest power of two below `size`.
    function split(uint256 size) internal pure returns (uint256 k) {
        k = 1;
        while (k * 2 < size) {
            k *= 2;
        }
    }

    function append(bytes32[] memory hashes, bytes32 last) internal pure returns (bytes32[] memory longer) {
        longer = new bytes32[](hashes.length + 1);
        for (uint256 i; i < hashes.length; ++i) {
            longer[i] = hashes[i];
        }
        longer[hashes.length] = last;
    }

    function subproof(uint256 oldSize, bytes32[] memory hashes, uint256 from, uint256 to, bool isWhole)
        private
        pure
        returns (bytes32[] memory)
    {
        if (oldSize == to - from) {
            return isWhole ? new bytes32[](0) : append(new bytes32[](0), root(hashes, from, to));
        }
        uint256 k = split(to - from);
        uint256 middle = from + k;
        return oldSize <= k
            ? append(subproof(oldSize, hashes, from, middle, isWhole), root(hashes, middle, to))
            : append(subproof(oldSize - k, hashes, middle, to, false), root(hashes, from, middle));
    }

    function subproofShape(uint256 oldSize, uint256 size, bool isWhole) private pure returns (uint256) {
        if (oldSize == size) {
            return isWhole ? 3 : 2;
        }
        uint256 k = split(size);
        return
            oldSize <= k
                ? subproofShape(oldSize, k, isWhole) << 1
                : subproofShape(oldSize - k, size - k, false) << 1 | 1;
    }
}
