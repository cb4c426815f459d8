// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LogAnchor} from "../src/LogAnchor.sol";
import {LedgerTest} from "./support/LedgerTest.sol";
import {Vm} from "./support/Vm.sol";

/// @title Runs the vectors that Ledger.Verify reads too, through the contract
/// @dev The format is in tests/vectors/README.md.
contract VectorsTest is LedgerTest {
    string private constant FOLDER = "../tests/vectors/tree";
    bytes32 private constant INCLUSION = keccak256("inclusion");
    bytes32 private constant CONSISTENCY = keccak256("consistency");
    bytes32 private constant ACCEPTED = keccak256("accepted");
    bytes32 private constant REFUSED = keccak256("refused");

    function test_VerifyInclusion_EveryVector_AnswersAsExpected() public {
        (string[] memory names, string[] memory vectors) = read(INCLUSION);
        for (uint256 i; i < vectors.length; ++i) {
            vm.assertTrue(isIncluded(vectors[i]) == isExpected(vectors[i]), names[i]);
        }
    }

    function test_Anchor_EveryVector_IsAcceptedOrRevertsAsExpected() public {
        (string[] memory names, string[] memory vectors) = read(CONSISTENCY);
        for (uint256 i; i < vectors.length; ++i) {
            vm.assertTrue(isAnchored(vectors[i]) == isExpected(vectors[i]), names[i]);
        }
    }

    /// @dev If the folder is missing or unreadable, the test must fail and not pass with nothing tested.
    function test_Vectors_AreThere() public view {
        (, string[] memory inclusions) = read(INCLUSION);
        (, string[] memory consistencies) = read(CONSISTENCY);

        vm.assertTrue(inclusions.length >= 40, "inclusion vectors");
        vm.assertTrue(consistencies.length >= 40, "consistency vectors");
    }

    function isIncluded(string memory json) private returns (bool) {
        uint64 size = uint64(vm.parseJsonUint(json, ".treeSize"));
        begin(size, vm.parseJsonBytes32(json, ".root"));
        return logAnchor.verifyInclusion(
            EDUCATION,
            size,
            uint64(vm.parseJsonUint(json, ".leafIndex")),
            vm.parseJsonBytes32(json, ".leaf"),
            vm.parseJsonBytes32Array(json, ".proof")
        );
    }

    function isAnchored(string memory json) private returns (bool) {
        uint64 oldSize = uint64(vm.parseJsonUint(json, ".oldSize"));
        uint64 newSize = uint64(vm.parseJsonUint(json, ".newSize"));
        bytes32 newRoot = vm.parseJsonBytes32(json, ".newRoot");
        bytes32[] memory proof = vm.parseJsonBytes32Array(json, ".proof");
        begin(oldSize, vm.parseJsonBytes32(json, ".oldRoot"));
        vm.prank(EDUCATION_OPERATOR);
        try logAnchor.anchor(oldSize, newSize, newRoot, proof) {
            return true;
        } catch {
            return false;
        }
    }

    /// @dev The first head needs no proof, so the test can set any root at any size. At size 0 and for a zero root there is no head.
    function begin(uint64 size, bytes32 root) private {
        logAnchor = new LogAnchor(address(registry));
        if (size != 0 && root != 0) {
            anchor(EDUCATION_OPERATOR, 0, size, root, new bytes32[](0));
        }
    }

    function isExpected(string memory json) private pure returns (bool) {
        bytes32 expected = keccak256(bytes(vm.parseJsonString(json, ".expect")));
        require(expected == ACCEPTED || expected == REFUSED, "expect is neither accepted nor refused");
        return expected == ACCEPTED;
    }

    /// @dev Every JSON file is of one of the two kinds.
    function read(bytes32 kind) private view returns (string[] memory names, string[] memory vectors) {
        Vm.DirEntry[] memory files = vm.readDir(FOLDER);
        names = new string[](files.length);
        vectors = new string[](files.length);
        uint256 count;
        for (uint256 i; i < files.length; ++i) {
            if (!isJson(files[i].path)) {
                continue;
            }
            string memory json = vm.readFile(files[i].path);
            bytes32 found = keccak256(bytes(vm.parseJsonString(json, ".kind")));
            require(found == INCLUSION || found == CONSISTENCY, files[i].path);
            if (found == kind) {
                (names[count], vectors[count]) = (files[i].path, json);
                ++count;
            }
        }
        assembly ("memory-safe") {
            mstore(names, count)
            mstore(vectors, count)
        }
    }

    function isJson(string memory path) private pure returns (bool) {
        bytes memory text = bytes(path);
        bytes memory end = ".json";
        for (uint256 i; i < end.length; ++i) {
            if (text.length < end.length || text[text.length - end.length + i] != end[i]) {
                return false;
            }
        }
        return true;
    }
}
