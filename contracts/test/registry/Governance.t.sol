// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {DepartmentRegistry} from "../../src/DepartmentRegistry.sol";
import {LedgerTest} from "../support/LedgerTest.sol";

/// @title The owner, and what is the owner's alone
contract GovernanceTest is LedgerTest {
    address private constant SUCCESSOR = address(0x0a05);

    function test_Constructor_KeepsTheFirstOwner() public view {
        vm.assertEq(registry.owner(), OWNER, "owner");
        vm.assertEq(registry.pendingOwner(), address(0), "pending owner");
    }

    function test_RevertWhen_TheFirstOwnerIsZero() public {
        expectRefusal(DepartmentRegistry.AddressIsZero.selector);
        new DepartmentRegistry(address(0));
    }

    function test_TransferOwnership_ChangesNothingUntilItIsTaken() public {
        vm.expectEmit(address(registry));
        emit DepartmentRegistry.OwnershipOffered(OWNER, SUCCESSOR);
        vm.prank(OWNER);
        registry.transferOwnership(SUCCESSOR);

        vm.assertEq(registry.owner(), OWNER, "owner");
        vm.assertEq(registry.pendingOwner(), SUCCESSOR, "pending owner");
    }

    function test_AcceptOwnership_PassesIt() public {
        vm.prank(OWNER);
        registry.transferOwnership(SUCCESSOR);

        vm.expectEmit(address(registry));
        emit DepartmentRegistry.OwnershipTaken(OWNER, SUCCESSOR);
        vm.prank(SUCCESSOR);
        registry.acceptOwnership();

        vm.assertEq(registry.owner(), SUCCESSOR, "owner");
        vm.assertEq(registry.pendingOwner(), address(0), "pending owner");
    }

    function test_RevertWhen_TheFormerOwnerGoverns() public {
        vm.prank(OWNER);
        registry.transferOwnership(SUCCESSOR);
        vm.prank(SUCCESSOR);
        registry.acceptOwnership();

        expectRefusal(DepartmentRegistry.NotGovernance.selector);
        vm.prank(OWNER);
        registry.suspend(EDUCATION);
    }

    function test_RevertWhen_SomeoneElseTakesTheOwnership() public {
        vm.prank(OWNER);
        registry.transferOwnership(SUCCESSOR);

        expectRefusal(DepartmentRegistry.NotPendingOwner.selector);
        vm.prank(STRANGER);
        registry.acceptOwnership();
    }

    function test_RevertWhen_TheOfferWasWithdrawn() public {
        vm.startPrank(OWNER);
        registry.transferOwnership(SUCCESSOR);
        registry.transferOwnership(address(0));
        vm.stopPrank();

        expectRefusal(DepartmentRegistry.NotPendingOwner.selector);
        vm.prank(SUCCESSOR);
        registry.acceptOwnership();
    }

    function test_RevertWhen_TheOwnershipIsTakenTwice() public {
        vm.prank(OWNER);
        registry.transferOwnership(SUCCESSOR);
        vm.startPrank(SUCCESSOR);
        registry.acceptOwnership();

        expectRefusal(DepartmentRegistry.NotPendingOwner.selector);
        registry.acceptOwnership();
    }

    function test_BindContracts_NamesThemAndEmits() public {
        vm.expectEmit(address(registry));
        emit DepartmentRegistry.ContractsBound(address(logAnchor), address(recordStatus));
        vm.prank(OWNER);
        registry.bindContracts(address(logAnchor), address(recordStatus));

        vm.assertEq(registry.logAnchor(), address(logAnchor), "log anchor");
        vm.assertEq(registry.recordStatus(), address(recordStatus), "record status");
    }

    function test_RevertWhen_ContractsAreBoundAgain() public {
        vm.startPrank(OWNER);
        registry.bindContracts(address(logAnchor), address(recordStatus));

        expectRefusal(DepartmentRegistry.AlreadyBound.selector);
        registry.bindContracts(address(recordStatus), address(logAnchor));
    }

    function test_RevertWhen_ABoundContractIsZero() public {
        vm.startPrank(OWNER);
        expectRefusal(DepartmentRegistry.AddressIsZero.selector);
        registry.bindContracts(address(0), address(recordStatus));

        expectRefusal(DepartmentRegistry.AddressIsZero.selector);
        registry.bindContracts(address(logAnchor), address(0));
    }

    /// @dev Not a stranger, and not an operator over its own department either.
    function test_RevertWhen_AnyoneElseGoverns() public {
        bytes[] memory calls = governanceCalls();
        address[2] memory callers = [STRANGER, EDUCATION_OPERATOR];
        for (uint256 i; i < calls.length; ++i) {
            for (uint256 j; j < callers.length; ++j) {
                vm.prank(callers[j]);
                (bool isAccepted, bytes memory answer) = address(registry).call(calls[i]);

                vm.assertTrue(!isAccepted, "accepted");
                vm.assertEq(answer, abi.encodeWithSelector(DepartmentRegistry.NotGovernance.selector), vm.toString(i));
            }
        }
    }

    function governanceCalls() private pure returns (bytes[] memory calls) {
        bytes32[] memory none = new bytes32[](0);
        calls = new bytes[](10);
        calls[0] = abi.encodeCall(DepartmentRegistry.transferOwnership, (STRANGER));
        calls[1] = abi.encodeCall(DepartmentRegistry.bindContracts, (STRANGER, STRANGER));
        calls[2] = abi.encodeCall(DepartmentRegistry.admit, ("any/log", STRANGER, NODE_URL, LOG_KEY));
        calls[3] = abi.encodeCall(DepartmentRegistry.suspend, (EDUCATION));
        calls[4] = abi.encodeCall(DepartmentRegistry.reinstate, (EDUCATION));
        calls[5] = abi.encodeCall(DepartmentRegistry.registerType, (keccak256("any"), "any", bytes32(0)));
        calls[6] = abi.encodeCall(DepartmentRegistry.registerTypes, (none, new string[](0), none));
        calls[7] = abi.encodeCall(DepartmentRegistry.authorise, (EDUCATION, keccak256("any")));
        calls[8] = abi.encodeCall(DepartmentRegistry.authoriseTypes, (EDUCATION, none));
        calls[9] = abi.encodeCall(DepartmentRegistry.deauthorise, (EDUCATION, keccak256("any")));
    }
}
