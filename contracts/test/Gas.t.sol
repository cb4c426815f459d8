// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDepartmentRegistry} from "../src/IDepartmentRegistry.sol";
import {LogAnchor} from "../src/LogAnchor.sol";
import {RecordStatus} from "../src/RecordStatus.sol";
import {CouncilTest} from "./support/CouncilTest.sol";
import {Statuses} from "./support/Statuses.sol";

/// @title The full cost of a transaction
/// @dev Isolated: each call runs as its own transaction, so the 21,000, the calldata and the cold storage count as on a chain.
/// `contracts/README.md` shows these figures. `.gas-snapshot` detects a change.
/// forge-config: default.isolate = true
contract GasTest is CouncilTest {
    uint256 private constant ANCHOR_LIMIT = 80_000;

    event log_named_uint(string name, uint256 value);

    function setUp() public override {
        super.setUp();
        vm.prank(EDUCATION_OPERATOR);
        recordStatus.setStatus(recordId(1000), Statuses.SUSPENDED, 0);
    }

    function testGas_Anchor_First() public {
        anchor(EDUCATION_OPERATOR, 0, 1, keccak256("root"), new bytes32[](0));

        assertCost("anchor, first head of a department", 99_000);
    }

    function testGas_Anchor_OneHash() public {
        uint256 cost = costOfDoubling(1);

        assertBelow("anchor, 1 hash", cost, 63_000);
    }

    /// @dev The most expensive 16 hashes: all but two are on the left and are hashed into both roots.
    function testGas_Anchor_SixteenHashes() public {
        uint256 cost = costOfDearest(16);

        assertBelow("anchor, 16 hashes", cost, ANCHOR_LIMIT);
    }

    function testGas_Anchor_EveryLengthToSixteen_IsBelowTheLimit() public {
        for (uint256 length = 3; length <= 16; ++length) {
            vm.assertTrue(costOfDearest(length) <= ANCHOR_LIMIT, vm.toString(length));
        }
    }

    /// @dev The number of new entries does not matter; the proof does. The sizes are only a few bytes of calldata.
    function testGas_Anchor_IsTheSameForAnyBatch() public {
        uint256 oneEntry = costOfDoubling(1);

        uint256 aMillion = costOfDoubling(2 ** 20);

        vm.assertTrue(oneEntry <= aMillion + 100 && aMillion <= oneEntry + 100, "another cost");
    }

    function testGas_SetStatus() public {
        vm.prank(EDUCATION_OPERATOR);
        recordStatus.setStatus(recordId(1), Statuses.REVOKED, 0);

        assertCost("setStatus", 60_000);
    }

    function testGas_SetStatus_Superseded() public {
        vm.prank(EDUCATION_OPERATOR);
        recordStatus.setStatus(recordId(1), Statuses.SUPERSEDED, recordId(2));

        assertCost("setStatus, with a successor", 83_000);
    }

    function testGas_SetStatuses_TwoHundred() public {
        RecordStatus.StatusChange[] memory changes = new RecordStatus.StatusChange[](200);
        for (uint64 i; i < 200; ++i) {
            changes[i] = RecordStatus.StatusChange(recordId(i), Statuses.REVOKED, 0);
        }
        vm.prank(EDUCATION_OPERATOR);
        recordStatus.setStatuses(changes);

        assertBelow("setStatuses, each of 200", vm.lastCallGas().gasTotalUsed / 200, 30_000);
    }

    function testGas_Propose() public {
        propose(FIRST_MEMBER, admission());

        assertCost("propose an admission", 280_000);
    }

    function testGas_Approve() public {
        bytes32 proposal = propose(FIRST_MEMBER, admission());
        approve(SECOND_MEMBER, proposal);

        assertCost("approve, the k-th", 90_000);
    }

    function testGas_Execute_Admission() public {
        decide(admission());

        assertCost("execute an admission", 400_000);
    }

    function testGas_Execute_Suspension() public {
        bytes32 proposal = propose(FIRST_MEMBER, suspension(EDUCATION));
        approve(SECOND_MEMBER, proposal);
        execute(SECOND_MEMBER, proposal, suspension(EDUCATION));

        assertCost("execute a suspension", 110_000);
    }

    function testGas_RotateLogKey() public {
        vm.prank(EDUCATION_OPERATOR);
        registry.rotateLogKey(EDUCATION, keccak256("another key"));

        assertCost("rotateLogKey", 190_000);
    }

    function testGas_DeclareRecordKeyCompromised() public {
        vm.startPrank(EDUCATION_OPERATOR);
        registry.addRecordKey(EDUCATION, keccak256("a key"), 2, abi.encode(LOG_KEY), 0, 0);
        registry.declareRecordKeyCompromised(EDUCATION, keccak256("a key"), 0);
        vm.stopPrank();

        assertCost("declareRecordKeyCompromised", 60_000);
    }

    function testGas_AddRecordKey() public {
        bytes memory key = abi.encode(keccak256("x"), keccak256("y"));
        vm.prank(EDUCATION_OPERATOR);
        registry.addRecordKey(EDUCATION, keccak256("a key"), 1, key, 0, 0);

        assertCost("addRecordKey", 240_000);
    }

    function admission() private pure returns (bytes memory) {
        return
            abi.encodeCall(IDepartmentRegistry.admit, ("ledger.localhost/employment/log", STRANGER, NODE_URL, LOG_KEY));
    }

    /// @dev From a complete tree of `size` to one of twice the size: one hash, for `size` new entries.
    function costOfDoubling(uint64 size) private returns (uint256) {
        bytes32[] memory proof = new bytes32[](1);
        proof[0] = keccak256("the right half");
        bytes32 oldRoot = keccak256("the left half");
        return costOf(size, oldRoot, size * 2, node(oldRoot, proof[0]), proof);
    }

    /// @dev From a tree of 2^(length-1) - 1 leaves to one with one leaf more; length is at least 3. Any hashes work, because the roots are computed
    /// from them.
    function costOfDearest(uint256 length) private returns (uint256) {
        bytes32[] memory proof = new bytes32[](length);
        for (uint256 i; i < length; ++i) {
            proof[i] = keccak256(abi.encode(i));
        }
        bytes32 oldRoot = proof[0];
        bytes32 newRoot = node(proof[0], proof[1]);
        for (uint256 i = 2; i < length; ++i) {
            oldRoot = node(proof[i], oldRoot);
            newRoot = node(proof[i], newRoot);
        }
        uint64 newSize = uint64(1 << (length - 1));
        return costOf(newSize - 1, oldRoot, newSize, newRoot, proof);
    }

    /// @dev The cost of the second anchor of a department, and so of each later one.
    function costOf(uint64 oldSize, bytes32 oldRoot, uint64 newSize, bytes32 newRoot, bytes32[] memory proof)
        private
        returns (uint256)
    {
        logAnchor = new LogAnchor(address(registry));
        anchor(EDUCATION_OPERATOR, 0, oldSize, oldRoot, new bytes32[](0));
        anchor(EDUCATION_OPERATOR, oldSize, newSize, newRoot, proof);
        return vm.lastCallGas().gasTotalUsed;
    }

    function assertCost(string memory name, uint256 limit) private {
        assertBelow(name, vm.lastCallGas().gasTotalUsed, limit);
    }

    function assertBelow(string memory name, uint256 cost, uint256 limit) private {
        emit log_named_uint(name, cost);
        vm.assertTrue(cost <= limit, name);
    }

    function node(bytes32 left, bytes32 right) private pure returns (bytes32) {
        return sha256(abi.encodePacked(hex"01", left, right));
    }

    function recordId(uint64 i) private pure returns (bytes32) {
        return bytes32(bytes16(uint128(0x01912345678970008000000000000000) + i));
    }
}
