// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDepartmentRegistry} from "../../src/IDepartmentRegistry.sol";
import {CouncilTest} from "../support/CouncilTest.sol";

/// @title A stolen operator account, from the theft until the department is back in control
contract SuspendedTest is CouncilTest {
    address private constant SUCCESSOR = address(0x0a07);
    bytes32 private constant THUMBPRINT = keccak256("a key");
    bytes32 private constant NEW_LOG_KEY = keccak256("another Ed25519 public key");

    function setUp() public override {
        super.setUp();
        vm.prank(EDUCATION_OPERATOR);
        registry.addRecordKey(EDUCATION, THUMBPRINT, 2, abi.encode(THUMBPRINT), 0, 0);
        bytes32 proposal = propose(FIRST_MEMBER, suspension(EDUCATION));
        approve(SECOND_MEMBER, proposal);
        execute(SECOND_MEMBER, proposal, suspension(EDUCATION));
    }

    /// @dev Everything that would give the thief lasting power is refused.
    function test_RevertWhen_ASuspendedOperatorTakesAnything() public {
        bytes[4] memory calls = [
            abi.encodeCall(IDepartmentRegistry.setOperator, (EDUCATION, STRANGER)),
            abi.encodeCall(IDepartmentRegistry.setNodeUrl, (EDUCATION, "https://elsewhere.localhost")),
            abi.encodeCall(IDepartmentRegistry.rotateLogKey, (EDUCATION, NEW_LOG_KEY)),
            abi.encodeCall(IDepartmentRegistry.addRecordKey, (EDUCATION, LOG_KEY, 2, abi.encode(LOG_KEY), 0, 0))
        ];
        for (uint256 i; i < calls.length; ++i) {
            vm.prank(EDUCATION_OPERATOR);
            (bool isAccepted, bytes memory answer) = address(registry).call(calls[i]);

            vm.assertTrue(!isAccepted, "accepted");
            vm.assertEq(
                answer, abi.encodeWithSelector(IDepartmentRegistry.DepartmentIsSuspended.selector), vm.toString(i)
            );
        }
    }

    function test_Suspended_MayStillTakeKeysAway() public {
        vm.startPrank(EDUCATION_OPERATOR);
        registry.closeRecordKey(EDUCATION, THUMBPRINT, 0);
        registry.declareRecordKeyCompromised(EDUCATION, THUMBPRINT, 0);
        registry.declareLogKeyCompromised(EDUCATION, LOG_KEY, 0);
        vm.stopPrank();

        vm.assertEq(registry.recordKeyOf(EDUCATION, THUMBPRINT).validUntil, START, "closed");
        vm.assertEq(registry.recordKeyOf(EDUCATION, THUMBPRINT).compromisedSince, START, "compromised");
        vm.assertEq(registry.logKeysOf(EDUCATION)[0].compromisedSince, START, "log key");
    }

    function test_Reinstate_WithAnotherOperatorInOneProposal_GivesTheDepartmentBack() public {
        decide(two(abi.encodeCall(IDepartmentRegistry.setOperator, (EDUCATION, SUCCESSOR)), reinstatement(EDUCATION)));

        vm.assertEq(registry.activeDepartmentOf(SUCCESSOR), EDUCATION, "the successor");
        vm.assertEq(registry.activeDepartmentOf(EDUCATION_OPERATOR), 0, "the thief");
        vm.prank(SUCCESSOR);
        registry.rotateLogKey(EDUCATION, NEW_LOG_KEY);
        expectRefusal(IDepartmentRegistry.NotTheOperator.selector);
        vm.prank(EDUCATION_OPERATOR);
        registry.closeRecordKey(EDUCATION, THUMBPRINT, 0);
    }
}
