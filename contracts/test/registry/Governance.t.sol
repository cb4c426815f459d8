// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {DepartmentRegistry} from "../../src/DepartmentRegistry.sol";
import {ICouncil} from "../../src/ICouncil.sol";
import {IDepartmentRegistry} from "../../src/IDepartmentRegistry.sol";
import {LedgerTest} from "../support/LedgerTest.sol";

/// @title The initial state of the registry, and what only the council may do
contract GovernanceTest is LedgerTest {
    function test_Constructor_NamesTheTwoOtherContracts() public view {
        vm.assertEq(registry.logAnchor(), address(logAnchor), "log anchor");
        vm.assertEq(registry.recordStatus(), address(recordStatus), "record status");
    }

    function test_RevertWhen_ANamedContractIsZero() public {
        expectRefusal(IDepartmentRegistry.AddressIsZero.selector);
        new DepartmentRegistry(address(0), STRANGER, threeMembers(), THRESHOLD, LEAST_DELAY, DELAY, LIFETIME);

        expectRefusal(IDepartmentRegistry.AddressIsZero.selector);
        new DepartmentRegistry(STRANGER, address(0), threeMembers(), THRESHOLD, LEAST_DELAY, DELAY, LIFETIME);
    }

    /// @dev A stranger, an operator acting on its own department, a single member and the deployer are all refused.
    function test_RevertWhen_AnyoneElseGoverns() public {
        bytes[] memory calls = councilCalls();
        address[4] memory callers = [STRANGER, EDUCATION_OPERATOR, FIRST_MEMBER, address(this)];
        for (uint256 i; i < calls.length; ++i) {
            for (uint256 j; j < callers.length; ++j) {
                vm.prank(callers[j]);
                (bool isAccepted, bytes memory answer) = address(registry).call(calls[i]);

                vm.assertTrue(!isAccepted, "accepted");
                vm.assertEq(answer, abi.encodeWithSelector(ICouncil.NotTheCouncil.selector), vm.toString(i));
            }
        }
    }

    function councilCalls() private pure returns (bytes[] memory calls) {
        bytes32[] memory none = new bytes32[](0);
        calls = new bytes[](11);
        calls[0] = abi.encodeCall(ICouncil.addMember, (STRANGER));
        calls[1] = abi.encodeCall(ICouncil.removeMember, (SECOND_MEMBER));
        calls[2] = abi.encodeCall(ICouncil.setThreshold, (1));
        calls[3] = abi.encodeCall(ICouncil.setDelay, (0, LIFETIME));
        calls[4] = abi.encodeCall(IDepartmentRegistry.admit, ("any/log", STRANGER, NODE_URL, LOG_KEY));
        calls[5] = abi.encodeCall(IDepartmentRegistry.suspend, (EDUCATION));
        calls[6] = abi.encodeCall(IDepartmentRegistry.reinstate, (EDUCATION));
        calls[7] = abi.encodeCall(IDepartmentRegistry.registerTypes, (none, new string[](0), none));
        calls[8] = abi.encodeCall(IDepartmentRegistry.authoriseTypes, (EDUCATION, none));
        calls[9] = abi.encodeCall(IDepartmentRegistry.deauthorise, (EDUCATION, keccak256("any")));
        calls[10] = abi.encodeCall(IDepartmentRegistry.recordMigration, (EDUCATION, keccak256("any")));
    }
}
