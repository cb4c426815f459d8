// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {DepartmentRegistry} from "../../src/DepartmentRegistry.sol";
import {ICouncil} from "../../src/ICouncil.sol";
import {IDepartmentRegistry} from "../../src/IDepartmentRegistry.sol";
import {LedgerTest} from "./LedgerTest.sol";

/// @title A council of three, of whom two decide, and the actions of its members
abstract contract CouncilTest is LedgerTest {
    address internal constant NEWCOMER = address(0x0c04);

    function create(address[] memory members_, uint256 threshold, uint64 delay, uint64 lifetime)
        internal
        returns (DepartmentRegistry)
    {
        return create(members_, threshold, LEAST_DELAY, delay, lifetime);
    }

    function create(address[] memory members_, uint256 threshold, uint64 leastDelay, uint64 delay, uint64 lifetime)
        internal
        returns (DepartmentRegistry)
    {
        return new DepartmentRegistry(
            address(logAnchor), address(recordStatus), members_, threshold, leastDelay, delay, lifetime
        );
    }

    function propose(address member, bytes[] memory calls) internal returns (bytes32) {
        vm.prank(member);
        return registry.propose(calls, "because");
    }

    function propose(address member, bytes memory call) internal returns (bytes32) {
        return propose(member, one(call));
    }

    function approve(address member, bytes32 proposal) internal {
        vm.prank(member);
        registry.approve(proposal);
    }

    function revoke(address member, bytes32 proposal) internal {
        vm.prank(member);
        registry.revokeApproval(proposal);
    }

    function execute(address member, bytes32 proposal, bytes[] memory calls) internal returns (bytes[] memory) {
        vm.prank(member);
        return registry.execute(proposal, calls);
    }

    function execute(address member, bytes32 proposal, bytes memory call) internal returns (bytes[] memory) {
        return execute(member, proposal, one(call));
    }

    /// @notice Makes a proposal, approves it by a second member and waits until it is ready.
    function pass(bytes[] memory calls) internal returns (bytes32 proposal) {
        proposal = propose(FIRST_MEMBER, calls);
        approve(SECOND_MEMBER, proposal);
        vm.warp(block.timestamp + DELAY);
    }

    function pass(bytes memory call) internal returns (bytes32) {
        return pass(one(call));
    }

    /// @notice Makes, approves and executes a proposal.
    function decide(bytes[] memory calls) internal returns (bytes[] memory) {
        return execute(FIRST_MEMBER, pass(calls), calls);
    }

    function decide(bytes memory call) internal returns (bytes[] memory) {
        return decide(one(call));
    }

    function expectRefusal(bytes memory refusal) internal {
        vm.expectRevert(refusal);
    }

    function one(bytes memory call) internal pure returns (bytes[] memory calls) {
        calls = new bytes[](1);
        calls[0] = call;
    }

    function two(bytes memory first, bytes memory second) internal pure returns (bytes[] memory calls) {
        calls = new bytes[](2);
        (calls[0], calls[1]) = (first, second);
    }

    function suspension(bytes32 id) internal pure returns (bytes memory) {
        return abi.encodeCall(IDepartmentRegistry.suspend, (id));
    }

    function reinstatement(bytes32 id) internal pure returns (bytes memory) {
        return abi.encodeCall(IDepartmentRegistry.reinstate, (id));
    }

    function addition(address member) internal pure returns (bytes memory) {
        return abi.encodeCall(ICouncil.addMember, (member));
    }

    function removal(address member) internal pure returns (bytes memory) {
        return abi.encodeCall(ICouncil.removeMember, (member));
    }

    function thresholdOf(uint256 threshold) internal pure returns (bytes memory) {
        return abi.encodeCall(ICouncil.setThreshold, (threshold));
    }

    function timesOf(uint64 delay, uint64 lifetime) internal pure returns (bytes memory) {
        return abi.encodeCall(ICouncil.setDelay, (delay, lifetime));
    }
}
