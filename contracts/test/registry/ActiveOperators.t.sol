// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LedgerTest} from "../support/LedgerTest.sol";

/// @title The question that the two other contracts ask: for which department may this account act now?
contract ActiveOperatorsTest is LedgerTest {
    address private constant SUCCESSOR = address(0x0a07);

    function test_ActiveDepartmentOf_AnAdmittedOperator_IsItsDepartment() public view {
        vm.assertEq(registry.activeDepartmentOf(EDUCATION_OPERATOR), EDUCATION, "education");
        vm.assertEq(registry.activeDepartmentOf(HEALTH_OPERATOR), HEALTH, "health");
    }

    function test_ActiveDepartmentOf_AStranger_IsZero() public view {
        vm.assertEq(registry.activeDepartmentOf(STRANGER), 0, "stranger");
    }

    function test_ActiveDepartmentOf_ASuspendedOperator_IsZeroAndKnownStill() public {
        vm.prank(council);
        registry.suspend(EDUCATION);

        vm.assertEq(registry.activeDepartmentOf(EDUCATION_OPERATOR), 0, "active");
        vm.assertEq(registry.departmentOfOperator(EDUCATION_OPERATOR), EDUCATION, "known");
        vm.assertEq(registry.activeDepartmentOf(HEALTH_OPERATOR), HEALTH, "another's");
    }

    function test_ActiveDepartmentOf_AReinstatedOperator_IsItsDepartment() public {
        vm.startPrank(council);
        registry.suspend(EDUCATION);
        registry.reinstate(EDUCATION);
        vm.stopPrank();

        vm.assertEq(registry.activeDepartmentOf(EDUCATION_OPERATOR), EDUCATION, "education");
    }

    function test_SetOperator_MovesTheActiveAccount() public {
        vm.prank(council);
        registry.setOperator(EDUCATION, SUCCESSOR);

        vm.assertEq(registry.activeDepartmentOf(SUCCESSOR), EDUCATION, "successor");
        vm.assertEq(registry.activeDepartmentOf(EDUCATION_OPERATOR), 0, "predecessor");
    }

    function test_SetOperator_WhileSuspended_ActivatesNobodyUntilReinstated() public {
        vm.startPrank(council);
        registry.suspend(EDUCATION);
        registry.setOperator(EDUCATION, SUCCESSOR);
        vm.assertEq(registry.activeDepartmentOf(SUCCESSOR), 0, "suspended");

        registry.reinstate(EDUCATION);
        vm.stopPrank();

        vm.assertEq(registry.activeDepartmentOf(SUCCESSOR), EDUCATION, "reinstated");
        vm.assertEq(registry.activeDepartmentOf(EDUCATION_OPERATOR), 0, "predecessor");
    }

    /// @dev After any events in any order, an account acts for a department exactly when it operates it and the department is not suspended.
    function testFuzz_ActiveDepartmentOf_AgreesWithTheDepartment(uint8[16] calldata steps) public {
        vm.startPrank(council);
        for (uint256 i; i < steps.length; ++i) {
            uint256 step = steps[i] % 4;
            if (step == 0 && registry.isActive(EDUCATION)) {
                registry.suspend(EDUCATION);
            } else if (step == 1 && !registry.isActive(EDUCATION)) {
                registry.reinstate(EDUCATION);
            } else if (step == 2 && registry.departmentOf(EDUCATION).operator != SUCCESSOR) {
                registry.setOperator(EDUCATION, SUCCESSOR);
            } else if (step == 3 && registry.departmentOf(EDUCATION).operator != EDUCATION_OPERATOR) {
                registry.setOperator(EDUCATION, EDUCATION_OPERATOR);
            }
            agrees(EDUCATION_OPERATOR);
            agrees(SUCCESSOR);
        }
        vm.stopPrank();
    }

    function agrees(address account) private view {
        bool isActing = registry.departmentOf(EDUCATION).operator == account && registry.isActive(EDUCATION);
        vm.assertEq(registry.activeDepartmentOf(account), isActing ? EDUCATION : bytes32(0), "disagrees");
    }
}
