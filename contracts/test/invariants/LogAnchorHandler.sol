// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {DepartmentRegistry} from "../../src/DepartmentRegistry.sol";
import {LogAnchor} from "../../src/LogAnchor.sol";
import {ReferenceTree} from "../support/ReferenceTree.sol";
import {Vm} from "../support/Vm.sol";

/// @title Two departments that anchor, and callers that try to rewrite history
/// @dev Forge calls these functions in random order. Each call ends by comparing the contract with the records kept here.
contract LogAnchorHandler {
    struct Anchor {
        uint64 size;
        bytes32 root;
    }

    Vm private constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));
    uint64 private constant LARGEST = 60;

    DepartmentRegistry private immutable _registry;
    LogAnchor private immutable _logAnchor;
    address private immutable _council;
    bytes32[2] private _departments;
    address[2] private _operators;
    Anchor[][2] private _anchors;
    bool[2] private _isSuspended;
    uint64[2] public events;

    constructor(
        DepartmentRegistry registry,
        LogAnchor logAnchor,
        address council,
        bytes32[2] memory departments,
        address[2] memory operators
    ) {
        (_registry, _logAnchor, _council) = (registry, logAnchor, council);
        (_departments, _operators) = (departments, operators);
    }

    /// @notice An honest operator anchors the growth of its log. Refused only while suspended.
    function extend(uint256 who, uint64 by) external {
        who %= 2;
        uint64 oldSize = sizeOf(who);
        uint64 newSize = oldSize + 1 + by % 12;
        if (newSize > LARGEST) {
            return;
        }
        bytes32[] memory hashes = ReferenceTree.leaves(who, newSize);
        bool isAccepted = send(who, oldSize, newSize, hashes, hashes);
        vm.assertTrue(isAccepted == !_isSuspended[who], "an honest head");
    }

    /// @notice An operator changes one anchored entry and sends the best proof it can make for the new history.
    function rewrite(uint256 who, uint64 by, uint256 place, bool keepsOldProof) external {
        who %= 2;
        uint64 oldSize = sizeOf(who);
        if (oldSize == 0) {
            return;
        }
        uint64 newSize = oldSize + 1 + by % 12;
        bytes32[] memory honest = ReferenceTree.leaves(who, newSize);
        bytes32[] memory rewritten = ReferenceTree.leaves(who, newSize);
        rewritten[place % oldSize] = keccak256("another entry");
        vm.assertTrue(!send(who, oldSize, newSize, rewritten, keepsOldProof ? honest : rewritten), "a rewritten log");
    }

    /// @notice An operator sends the head of a restored backup, an earlier state of its own log.
    function goBack(uint256 who, uint256 which, uint64 by) external {
        who %= 2;
        if (_anchors[who].length < 2) {
            return;
        }
        uint64 oldSize = _anchors[who][which % (_anchors[who].length - 1)].size;
        bytes32[] memory hashes = ReferenceTree.leaves(who, oldSize + 1 + by % 12);
        vm.assertTrue(!send(who, oldSize, uint64(hashes.length), hashes, hashes), "an old head");
    }

    /// @notice Any account sends any values.
    function sendAnything(address sender, uint64 oldSize, uint64 newSize, bytes32 root, bytes32[] calldata proof)
        external
    {
        if (sender == _operators[0] || sender == _operators[1]) {
            return;
        }
        vm.prank(sender);
        try _logAnchor.anchor(oldSize, newSize, root, proof) {
            vm.assertTrue(false, "a stranger's head");
        } catch {}
        check();
    }

    /// @notice An operator sends any values for a log that it has begun.
    function operatorSendsAnything(uint256 who, uint64 newSize, bytes32 root, bytes32[] calldata proof) external {
        who %= 2;
        if (_anchors[who].length == 0) {
            return;
        }
        vm.prank(_operators[who]);
        try _logAnchor.anchor(sizeOf(who), newSize, root, proof) {
            vm.assertTrue(false, "a proof out of nothing");
        } catch {}
        check();
    }

    function suspendOrReinstate(uint256 who) external {
        who %= 2;
        vm.prank(_council);
        _isSuspended[who] ? _registry.reinstate(_departments[who]) : _registry.suspend(_departments[who]);
        _isSuspended[who] = !_isSuspended[who];
        check();
    }

    function passTime(uint16 blocks) external {
        vm.roll(block.number + blocks);
        vm.warp(block.timestamp + uint256(blocks) * 2);
        check();
    }

    function anchorsOf(uint256 who) external view returns (Anchor[] memory) {
        return _anchors[who];
    }

    function sizeOf(uint256 who) public view returns (uint64) {
        uint256 length = _anchors[who].length;
        return length == 0 ? 0 : _anchors[who][length - 1].size;
    }

    /// @dev The head is that of `hashes`; the proof is made from `proven`.
    function send(uint256 who, uint64 oldSize, uint64 newSize, bytes32[] memory hashes, bytes32[] memory proven)
        private
        returns (bool isAccepted)
    {
        bytes32 root = ReferenceTree.root(hashes, 0, newSize);
        bytes32[] memory proof = oldSize == 0 ? new bytes32[](0) : ReferenceTree.consistency(oldSize, newSize, proven);
        vm.recordLogs();
        vm.prank(_operators[who]);
        try _logAnchor.anchor(oldSize, newSize, root, proof) {
            isAccepted = true;
            _anchors[who].push(Anchor(newSize, root));
        } catch {}
        countEvents(isAccepted ? 1 : 0, who);
        check();
    }

    function countEvents(uint256 expected, uint256 who) private {
        Vm.Log[] memory logs = vm.getRecordedLogs();
        vm.assertEq(logs.length, expected, "events of one call");
        for (uint256 i; i < logs.length; ++i) {
            vm.assertEq(logs[i].topics[0], LogAnchor.Anchored.selector, "event");
            vm.assertEq(logs[i].topics[1], _departments[who], "department");
            ++events[who];
        }
    }

    function check() private view {
        for (uint256 who; who < 2; ++who) {
            (uint64 size,,,, uint64 count) = _logAnchor.head(_departments[who]);
            vm.assertEq(size, sizeOf(who), "size");
            vm.assertEq(count, _anchors[who].length, "count");
        }
    }
}
