// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {DepartmentRegistry} from "../../src/DepartmentRegistry.sol";
import {ICouncil} from "../../src/ICouncil.sol";
import {IDepartmentRegistry} from "../../src/IDepartmentRegistry.sol";
import {Vm} from "../support/Vm.sol";
import {CouncilBooks} from "./CouncilBooks.sol";

/// @title Six accounts, some of them members, that propose, approve, revoke and execute in random order
/// @dev This contract records who approves what, and since when there are enough approvals; the books record the members. Each step must be
/// accepted exactly when these records allow it.
contract CouncilHandler {
    struct Motion {
        bytes32 id;
        bytes[] calls;
        uint256 round;
        uint256 expiresAt;
        uint256 enoughSince;
        uint256 executions;
        bool isUrgent;
    }

    Vm private constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));
    uint256 private constant ACCOUNTS = 6;

    DepartmentRegistry private immutable _registry;
    CouncilBooks public immutable books;
    bytes32[2] private _departments;
    Motion[] private _motions;
    mapping(bytes32 proposal => mapping(address account => bool)) private _approves;

    constructor(DepartmentRegistry registry, bytes32[2] memory departments) {
        (_registry, _departments) = (registry, departments);
        books = new CouncilBooks(
            registry.members(), registry.threshold(), registry.leastDelay(), registry.delay(), registry.lifetime()
        );
    }

    function propose(uint256 who, uint256 first, uint256 second, bool isOneCall) public {
        address account = accountAt(who);
        bytes[] memory calls = new bytes[](isOneCall ? 1 : 2);
        calls[0] = callOf(first);
        if (!isOneCall) {
            calls[1] = callOf(second);
        }
        vm.prank(account);
        try _registry.propose(calls, "because") returns (bytes32 proposal) {
            vm.assertTrue(books.isMember(account), "a stranger's proposal");
            Motion storage motion = _motions.push();
            (motion.id, motion.calls, motion.isUrgent) = (proposal, calls, areSuspensions(calls));
            (motion.round, motion.expiresAt) = (books.round(), block.timestamp + books.lifetime());
            _approves[proposal][account] = true;
            recount(motion);
        } catch {
            vm.assertTrue(!books.isMember(account), "refused a member");
        }
    }

    function approve(uint256 who, uint256 which) public {
        if (_motions.length == 0) {
            return;
        }
        (address account, Motion storage motion) = (accountAt(who), _motions[which % _motions.length]);
        bool isInTime = motion.enoughSince != 0 || block.timestamp + waitOf(motion) < motion.expiresAt;
        bool isLegal = isInTime && isOpenTo(account, motion) && !_approves[motion.id][account];
        vm.prank(account);
        try _registry.approve(motion.id) {
            vm.assertTrue(isLegal, "approved");
            _approves[motion.id][account] = true;
            recount(motion);
        } catch {
            vm.assertTrue(!isLegal, "refused an approval");
        }
    }

    function revoke(uint256 who, uint256 which) external {
        if (_motions.length == 0) {
            return;
        }
        (address account, Motion storage motion) = (accountAt(who), _motions[which % _motions.length]);
        bool isLegal = isOpenTo(account, motion) && _approves[motion.id][account];
        vm.prank(account);
        try _registry.revokeApproval(motion.id) {
            vm.assertTrue(isLegal, "revoked");
            _approves[motion.id][account] = false;
            recount(motion);
        } catch {
            vm.assertTrue(!isLegal, "refused a revocation");
        }
    }

    function execute(uint256 who, uint256 which) public {
        if (_motions.length == 0) {
            return;
        }
        (address account, Motion storage motion) = (accountAt(who), _motions[which % _motions.length]);
        bool isLegal = isOpenTo(account, motion) && motion.enoughSince != 0
            && block.timestamp >= motion.enoughSince + waitOf(motion);
        if (isLegal) {
            try books.carryOut(motion.calls) {}
            catch {
                isLegal = false;
            }
        }
        vm.prank(account);
        try _registry.execute(motion.id, motion.calls) {
            vm.assertTrue(isLegal, "executed");
            ++motion.executions;
        } catch {
            vm.assertTrue(!isLegal, "refused an execution");
        }
    }

    /// @notice The normal course, so that a random run makes progress: one member proposes, all approve, the delay is over or almost over, all try
    /// to execute.
    function agree(uint256 first, uint256 second, uint256 wait) external {
        for (uint256 who; who < ACCOUNTS; ++who) {
            if (books.isMember(accountAt(who))) {
                propose(who, first, second, wait % 3 == 0);
                break;
            }
        }
        for (uint256 who; who < ACCOUNTS; ++who) {
            approve(who, _motions.length - 1);
        }
        vm.warp(block.timestamp + (wait % 4 == 0 ? wait % (books.delay() + 1) : books.delay()));
        for (uint256 who; who < ACCOUNTS; ++who) {
            execute(who, _motions.length - 1);
        }
    }

    function passTime(uint256 time) external {
        vm.warp(block.timestamp + time % 4 days);
    }

    function motionCount() external view returns (uint256) {
        return _motions.length;
    }

    function motionAt(uint256 i) external view returns (Motion memory) {
        return _motions[i];
    }

    function approvalsOf(bytes32 proposal) public view returns (uint256 approvals) {
        for (uint256 i; i < ACCOUNTS; ++i) {
            approvals += _approves[proposal][accountAt(i)] ? 1 : 0;
        }
    }

    function accountAt(uint256 who) public pure returns (address) {
        return address(uint160(0x0c01 + who % ACCOUNTS));
    }

    function recount(Motion storage motion) private {
        bool isEnough = approvalsOf(motion.id) >= books.threshold();
        if (!isEnough) {
            motion.enoughSince = 0;
        } else if (motion.enoughSince == 0) {
            motion.enoughSince = block.timestamp;
        }
    }

    function isOpenTo(address account, Motion storage motion) private view returns (bool) {
        return books.isMember(account) && motion.executions == 0 && motion.round == books.round()
            && block.timestamp < motion.expiresAt;
    }

    function waitOf(Motion storage motion) private view returns (uint256) {
        return motion.isUrgent ? 0 : books.delay();
    }

    function callOf(uint256 seed) private view returns (bytes memory) {
        (uint256 kind, uint256 value) = (seed % 8, seed / 8);
        if (kind == 0 || kind == 1) {
            return abi.encodeCall(ICouncil.addMember, (accountAt(value)));
        }
        if (kind == 2) {
            return abi.encodeCall(ICouncil.removeMember, (accountAt(value)));
        }
        if (kind == 3) {
            return abi.encodeCall(ICouncil.setThreshold, (value % (ACCOUNTS + 1)));
        }
        if (kind == 4) {
            return abi.encodeCall(ICouncil.setDelay, (uint64(value % 6 days), uint64(1 + (value >> 64) % 12 days)));
        }
        return kind == 5
            ? abi.encodeCall(IDepartmentRegistry.reinstate, (_departments[value % 2]))
            : abi.encodeCall(IDepartmentRegistry.suspend, (_departments[value % 2]));
    }

    function areSuspensions(bytes[] memory calls) private pure returns (bool) {
        for (uint256 i; i < calls.length; ++i) {
            if (bytes4(calls[i]) != IDepartmentRegistry.suspend.selector) {
                return false;
            }
        }
        return true;
    }
}
