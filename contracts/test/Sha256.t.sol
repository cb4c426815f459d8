// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LogAnchor} from "../src/LogAnchor.sol";
import {MerkleProof} from "../src/MerkleProof.sol";
import {LedgerTest} from "./support/LedgerTest.sol";
import {ProofHarness} from "./support/ProofHarness.sol";
import {ReferenceTree} from "./support/ReferenceTree.sol";

/// @title A chain whose SHA-256 precompile is missing, fails or returns something else
/// @dev Forge mocks the precompile. A call to a missing one succeeds and returns nothing.
contract Sha256Test is LedgerTest {
    address private constant PRECOMPILE = address(2);
    bytes32 private constant ABC = 0xba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad;

    ProofHarness private proofs;

    function setUp() public override {
        super.setUp();
        proofs = new ProofHarness();
    }

    function test_Constructor_OnAChainWithSha256_IsAccepted() public {
        vm.assertTrue(proofs.hasSha256(), "the chain's own");
        vm.assertEq(sha256("abc"), ABC, "the known answer");
        vm.assertTrue(address(new LogAnchor(address(registry))) != address(0), "deployed");
    }

    /// @dev No bytes, one byte too few, one too many, another hash, zeros.
    function test_RevertWhen_TheChainHasNoSha256() public {
        bytes[5] memory answers =
            [bytes(""), abi.encodePacked(bytes31(ABC)), bytes.concat(ABC, hex"00"), abi.encode(LOG_KEY), new bytes(32)];
        for (uint256 i; i < answers.length; ++i) {
            vm.mockCall(PRECOMPILE, "abc", answers[i]);
            vm.assertTrue(!proofs.hasSha256(), vm.toString(i));

            expectRefusal(LogAnchor.Sha256Missing.selector);
            new LogAnchor(address(registry));
        }
    }

    function test_RevertWhen_Sha256Fails() public {
        vm.mockCallRevert(PRECOMPILE, "abc", abi.encode(ABC));
        vm.assertTrue(!proofs.hasSha256(), "there");

        expectRefusal(LogAnchor.Sha256Missing.selector);
        new LogAnchor(address(registry));
    }

    /// @dev Fails each hash of a proof in turn. A hash on the left goes into both roots, one on the right into the new root.
    function test_RevertWhen_OneHashOfAProofIsNotAnswered() public {
        bytes32[] memory hashes = ReferenceTree.leaves(1, 7);
        bytes32[] memory proof = ReferenceTree.consistency(3, 7, hashes);
        bytes32[2] memory roots = [ReferenceTree.root(hashes, 0, 3), ReferenceTree.root(hashes, 0, 7)];
        bytes[5] memory nodes = [
            abi.encodePacked(hex"01", hashes[2], hashes[3]),
            abi.encodePacked(hex"01", ReferenceTree.root(hashes, 0, 2), hashes[2]),
            abi.encodePacked(hex"01", ReferenceTree.root(hashes, 0, 2), ReferenceTree.root(hashes, 2, 4)),
            abi.encodePacked(hex"01", ReferenceTree.root(hashes, 0, 4), ReferenceTree.root(hashes, 4, 7)),
            bytes(hex"01")
        ];
        vm.assertTrue(proofs.isConsistent(3, roots[0], 7, roots[1], proof), "the proof itself");
        for (uint256 i; i < nodes.length; ++i) {
            bytes32 answer = i == 4 ? LOG_KEY : sha256(nodes[i]);
            bytes[3] memory answers = [bytes(""), abi.encodePacked(bytes31(answer)), bytes.concat(answer, hex"00")];
            for (uint256 j; j < answers.length; ++j) {
                vm.mockCall(PRECOMPILE, nodes[i], answers[j]);
                expectRefusal(MerkleProof.Sha256Failed.selector);
                proofs.isConsistent(3, roots[0], 7, roots[1], proof);
                vm.clearMockedCalls();
            }
            vm.mockCallRevert(PRECOMPILE, nodes[i], abi.encode(answer));
            expectRefusal(MerkleProof.Sha256Failed.selector);
            proofs.isConsistent(3, roots[0], 7, roots[1], proof);
            vm.clearMockedCalls();
        }
    }

    /// @dev Without the check every history would be accepted: memory would still contain the root that a caller puts there as the last hash of the
    /// proof.
    function test_RevertWhen_AHistoryIsRewrittenWhereNothingIsHashed() public {
        bytes32[] memory forged = new bytes32[](1);
        forged[0] = LOG_KEY;
        anchor(EDUCATION_OPERATOR, 0, 1, keccak256("root"), new bytes32[](0));
        vm.mockCall(PRECOMPILE, hex"01", "");

        anchorIsRefused(
            abi.encodeWithSelector(MerkleProof.Sha256Failed.selector), EDUCATION_OPERATOR, 1, 2, LOG_KEY, forged
        );
    }

    function test_RevertWhen_AnInclusionCannotBeHashed() public {
        bytes32[] memory hashes = ReferenceTree.leaves(1, 2);
        bytes32[] memory proof = new bytes32[](1);
        proof[0] = hashes[1];
        bytes32 root = ReferenceTree.root(hashes, 0, 2);
        vm.mockCall(PRECOMPILE, hex"01", "");

        expectRefusal(MerkleProof.Sha256Failed.selector);
        proofs.isIncluded(0, 2, hashes[0], proof, root);
    }
}
