// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MerkleProof} from "../../src/MerkleProof.sol";

/// @title Makes the proof library callable, because its functions are internal and take calldata
contract ProofHarness {
    function hasSha256() external view returns (bool) {
        return MerkleProof.hasSha256();
    }

    function isConsistent(uint64 oldSize, bytes32 oldRoot, uint64 newSize, bytes32 newRoot, bytes32[] calldata proof)
        external
        view
        returns (bool)
    {
        return MerkleProof.isConsistent(oldSize, oldRoot, newSize, newRoot, proof);
    }

    function isIncluded(uint64 index, uint64 size, bytes32 leafHash, bytes32[] calldata proof, bytes32 root)
        external
        view
        returns (bool)
    {
        return MerkleProof.isIncluded(index, size, leafHash, proof, root);
    }
}
