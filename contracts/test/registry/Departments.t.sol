// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDepartmentRegistry} from "../../src/IDepartmentRegistry.sol";
import {LedgerTest} from "../support/LedgerTest.sol";

/// @title Admitting, suspending and handing over departments
contract DepartmentsTest is LedgerTest {
    string private constant ORIGIN = "ledger.localhost/employment/log";
    bytes32 private constant ID = keccak256(bytes(ORIGIN));
    address private constant OPERATOR = address(0x0a06);

    function test_Admit_AnswersAndKeepsTheDepartment() public {
        vm.warp(START + 60);

        vm.prank(council);
        bytes32 id = registry.admit(ORIGIN, OPERATOR, NODE_URL, LOG_KEY);

        IDepartmentRegistry.Department memory department = registry.departmentOf(id);
        vm.assertEq(id, ID, "id");
        vm.assertEq(department.operator, OPERATOR, "operator");
        vm.assertEq(department.admittedAt, START + 60, "admitted at");
        vm.assertEq(department.suspendedAt, 0, "suspended at");
        vm.assertEq(department.origin, ORIGIN, "origin");
        vm.assertEq(department.nodeUrl, NODE_URL, "node URL");
        vm.assertEq(registry.departmentOfOperator(OPERATOR), ID, "department of the operator");
        vm.assertTrue(registry.isActive(ID), "active");
    }

    function test_Admit_EmitsDepartmentAdmittedAndLogKeyOpened() public {
        vm.expectEmit(address(registry));
        emit IDepartmentRegistry.DepartmentAdmitted(ID, ORIGIN, OPERATOR, NODE_URL, 5);
        vm.expectEmit(address(registry));
        emit IDepartmentRegistry.LogKeyOpened(ID, LOG_KEY, START, 6);
        vm.prank(council);
        registry.admit(ORIGIN, OPERATOR, NODE_URL, LOG_KEY);
    }

    /// @dev The two admissions of the set-up emit two events each.
    function test_ChangeCount_IsTheNumberOfTheLastEvent() public {
        vm.assertEq(registry.changeCount(), 4, "after the admissions");

        vm.expectEmit(address(registry));
        emit IDepartmentRegistry.DepartmentSuspended(EDUCATION, 5);
        vm.prank(council);
        registry.suspend(EDUCATION);

        vm.assertEq(registry.changeCount(), 5, "after one more event");
    }

    function test_DepartmentAt_ListsThemInTheOrderOfAdmission() public view {
        vm.assertEq(registry.departmentCount(), 2, "count");
        vm.assertEq(registry.departmentAt(0), EDUCATION, "first");
        vm.assertEq(registry.departmentAt(1), HEALTH, "second");
    }

    function test_RevertWhen_DepartmentAtIsBeyondTheLast() public {
        vm.expectRevert(abi.encodeWithSignature("Panic(uint256)", 0x32));
        registry.departmentAt(2);
    }

    function test_DepartmentOf_OneThatIsNotThere_IsZeros() public view {
        IDepartmentRegistry.Department memory department = registry.departmentOf(NOBODY);

        vm.assertTrue(department.operator == address(0) && department.admittedAt == 0, "not zeros");
        vm.assertTrue(!registry.isActive(NOBODY), "active");
        vm.assertEq(registry.departmentOfOperator(STRANGER), 0, "department of the operator");
    }

    function test_RevertWhen_TheOriginIsNotVisibleText() public {
        string[] memory texts = invisibleTexts();
        for (uint256 i; i < texts.length; ++i) {
            expectRefusal(IDepartmentRegistry.TextRefused.selector);
            vm.prank(council);
            registry.admit(texts[i], OPERATOR, NODE_URL, LOG_KEY);
        }
    }

    function test_RevertWhen_TheAdmittedNodeUrlIsNotVisibleText() public {
        string[] memory texts = invisibleTexts();
        for (uint256 i; i < texts.length; ++i) {
            expectRefusal(IDepartmentRegistry.TextRefused.selector);
            vm.prank(council);
            registry.admit(ORIGIN, OPERATOR, texts[i], LOG_KEY);
        }
    }

    function test_RevertWhen_TheDepartmentExists() public {
        expectRefusal(IDepartmentRegistry.DepartmentExists.selector);
        vm.prank(council);
        registry.admit(EDUCATION_ORIGIN, OPERATOR, NODE_URL, LOG_KEY);
    }

    function test_RevertWhen_TheAdmittedOperatorIsZero() public {
        expectRefusal(IDepartmentRegistry.AddressIsZero.selector);
        vm.prank(council);
        registry.admit(ORIGIN, address(0), NODE_URL, LOG_KEY);
    }

    /// @dev The registry would act for the department whenever the council executes a proposal.
    function test_RevertWhen_TheOperatorIsTheRegistry() public {
        expectRefusal(IDepartmentRegistry.OperatorRefused.selector);
        vm.prank(council);
        registry.admit(ORIGIN, council, NODE_URL, LOG_KEY);

        expectRefusal(IDepartmentRegistry.OperatorRefused.selector);
        vm.prank(EDUCATION_OPERATOR);
        registry.setOperator(EDUCATION, council);
    }

    function test_RevertWhen_TheAdmittedOperatorRunsAnotherDepartment() public {
        expectRefusal(IDepartmentRegistry.OperatorTaken.selector);
        vm.prank(council);
        registry.admit(ORIGIN, HEALTH_OPERATOR, NODE_URL, LOG_KEY);
    }

    function test_RevertWhen_TheFirstLogKeyIsZero() public {
        expectRefusal(IDepartmentRegistry.KeyIsZero.selector);
        vm.prank(council);
        registry.admit(ORIGIN, OPERATOR, NODE_URL, 0);
    }

    function test_Suspend_StopsItAtOnceAndEmits() public {
        vm.warp(START + 60);

        vm.expectEmit(address(registry));
        emit IDepartmentRegistry.DepartmentSuspended(EDUCATION, 5);
        vm.prank(council);
        registry.suspend(EDUCATION);

        vm.assertTrue(!registry.isActive(EDUCATION), "active");
        vm.assertEq(registry.departmentOf(EDUCATION).suspendedAt, START + 60, "suspended at");
        vm.assertTrue(registry.isActive(HEALTH), "the other department");
    }

    function test_Reinstate_MakesItActiveAndEmits() public {
        vm.startPrank(council);
        registry.suspend(EDUCATION);

        vm.expectEmit(address(registry));
        emit IDepartmentRegistry.DepartmentReinstated(EDUCATION, 6);
        registry.reinstate(EDUCATION);

        vm.assertTrue(registry.isActive(EDUCATION), "active");
        vm.assertEq(registry.departmentOf(EDUCATION).suspendedAt, 0, "suspended at");
    }

    function test_RevertWhen_AlreadySuspended() public {
        vm.startPrank(council);
        registry.suspend(EDUCATION);

        expectRefusal(IDepartmentRegistry.AlreadySuspended.selector);
        registry.suspend(EDUCATION);
    }

    function test_RevertWhen_NotSuspended() public {
        expectRefusal(IDepartmentRegistry.NotSuspended.selector);
        vm.prank(council);
        registry.reinstate(EDUCATION);
    }

    function test_RevertWhen_TheDepartmentIsUnknown() public {
        bytes[5] memory calls = [
            abi.encodeCall(IDepartmentRegistry.suspend, (NOBODY)),
            abi.encodeCall(IDepartmentRegistry.reinstate, (NOBODY)),
            abi.encodeCall(IDepartmentRegistry.recordMigration, (NOBODY, LOG_KEY)),
            abi.encodeCall(IDepartmentRegistry.deauthorise, (NOBODY, bytes32(0))),
            abi.encodeCall(IDepartmentRegistry.setOperator, (NOBODY, OPERATOR))
        ];
        for (uint256 i; i < calls.length; ++i) {
            vm.prank(council);
            (, bytes memory answer) = address(registry).call(calls[i]);

            vm.assertEq(answer, abi.encodeWithSelector(IDepartmentRegistry.DepartmentUnknown.selector), vm.toString(i));
        }
    }

    function test_RevertWhen_AnUnknownDepartmentIsAuthorisedForNoTypes() public {
        expectRefusal(IDepartmentRegistry.DepartmentUnknown.selector);
        vm.prank(council);
        registry.authoriseTypes(NOBODY, new bytes32[](0));
    }

    function test_SetOperator_ByTheOperator_HandsItOverAndEmits() public {
        vm.expectEmit(address(registry));
        emit IDepartmentRegistry.OperatorChanged(EDUCATION, OPERATOR, 5);
        vm.prank(EDUCATION_OPERATOR);
        registry.setOperator(EDUCATION, OPERATOR);

        vm.assertEq(registry.departmentOf(EDUCATION).operator, OPERATOR, "operator");
        vm.assertEq(registry.departmentOfOperator(OPERATOR), EDUCATION, "the new account");
        vm.assertEq(registry.departmentOfOperator(EDUCATION_OPERATOR), 0, "the old account");
    }

    /// @dev How a department recovers from a stolen account.
    function test_SetOperator_ByTheCouncil_HandsItOver() public {
        vm.prank(council);
        registry.setOperator(EDUCATION, OPERATOR);

        vm.assertEq(registry.departmentOfOperator(OPERATOR), EDUCATION, "the new account");
        vm.assertEq(registry.departmentOfOperator(EDUCATION_OPERATOR), 0, "the old account");
    }

    function test_SetOperator_TheOldAccount_MayRunAnotherDepartment() public {
        vm.startPrank(council);
        registry.setOperator(EDUCATION, OPERATOR);

        registry.admit(ORIGIN, EDUCATION_OPERATOR, NODE_URL, LOG_KEY);

        vm.assertEq(registry.departmentOfOperator(EDUCATION_OPERATOR), ID, "department of the operator");
    }

    function test_RevertWhen_TheFormerOperatorActs() public {
        vm.prank(council);
        registry.setOperator(EDUCATION, OPERATOR);

        expectRefusal(IDepartmentRegistry.NotTheOperator.selector);
        vm.prank(EDUCATION_OPERATOR);
        registry.setNodeUrl(EDUCATION, "https://elsewhere.localhost");
    }

    function test_RevertWhen_TheNewNodeUrlIsNotVisibleText() public {
        string[] memory texts = invisibleTexts();
        for (uint256 i; i < texts.length; ++i) {
            expectRefusal(IDepartmentRegistry.TextRefused.selector);
            vm.prank(EDUCATION_OPERATOR);
            registry.setNodeUrl(EDUCATION, texts[i]);
        }
    }

    function test_SetNodeUrl_TheLongestVisibleText_IsTaken() public {
        vm.prank(EDUCATION_OPERATOR);
        registry.setNodeUrl(EDUCATION, string(visible(512)));

        vm.assertEq(bytes(registry.departmentOf(EDUCATION).nodeUrl).length, 512, "length");
    }

    function test_RevertWhen_TheNewOperatorRunsAnotherDepartment() public {
        expectRefusal(IDepartmentRegistry.OperatorTaken.selector);
        vm.prank(EDUCATION_OPERATOR);
        registry.setOperator(EDUCATION, HEALTH_OPERATOR);
    }

    function test_RevertWhen_TheNewOperatorIsZero() public {
        expectRefusal(IDepartmentRegistry.AddressIsZero.selector);
        vm.prank(EDUCATION_OPERATOR);
        registry.setOperator(EDUCATION, address(0));
    }

    function test_SetNodeUrl_KeepsItAndEmits() public {
        vm.expectEmit(address(registry));
        emit IDepartmentRegistry.NodeUrlChanged(EDUCATION, "https://elsewhere.localhost", 5);
        vm.prank(EDUCATION_OPERATOR);
        registry.setNodeUrl(EDUCATION, "https://elsewhere.localhost");

        vm.assertEq(registry.departmentOf(EDUCATION).nodeUrl, "https://elsewhere.localhost", "node URL");
    }

    /// @dev A stranger, the operator of another department and a single member of the council are all refused.
    function test_RevertWhen_AnyoneElseOperates() public {
        bytes[7] memory calls = [
            abi.encodeCall(IDepartmentRegistry.setOperator, (EDUCATION, STRANGER)),
            abi.encodeCall(IDepartmentRegistry.setNodeUrl, (EDUCATION, NODE_URL)),
            abi.encodeCall(IDepartmentRegistry.rotateLogKey, (EDUCATION, keccak256("another key"))),
            abi.encodeCall(IDepartmentRegistry.addRecordKey, (EDUCATION, LOG_KEY, 2, abi.encode(LOG_KEY), 0, 0)),
            abi.encodeCall(IDepartmentRegistry.closeRecordKey, (EDUCATION, LOG_KEY, 0)),
            abi.encodeCall(IDepartmentRegistry.declareRecordKeyCompromised, (EDUCATION, LOG_KEY, 0)),
            abi.encodeCall(IDepartmentRegistry.declareLogKeyCompromised, (EDUCATION, LOG_KEY, 0))
        ];
        address[3] memory callers = [STRANGER, HEALTH_OPERATOR, FIRST_MEMBER];
        for (uint256 i; i < calls.length; ++i) {
            for (uint256 j; j < callers.length; ++j) {
                assertNotTheOperator(callers[j], calls[i]);
            }
        }
    }

    /// @dev The council cannot set the keys or the address of a department's node, because they are statements of the department.
    function test_RevertWhen_TheCouncilOperates() public {
        assertNotTheOperator(council, abi.encodeCall(IDepartmentRegistry.setNodeUrl, (EDUCATION, NODE_URL)));
        assertNotTheOperator(
            council, abi.encodeCall(IDepartmentRegistry.rotateLogKey, (EDUCATION, keccak256("another key")))
        );
        assertNotTheOperator(
            council,
            abi.encodeCall(IDepartmentRegistry.addRecordKey, (EDUCATION, LOG_KEY, 2, abi.encode(LOG_KEY), 0, 0))
        );
    }

    /// @dev The zero account is the operator of every department that does not exist.
    function test_RevertWhen_ZeroOperatesAnUnknownDepartment() public {
        assertNotTheOperator(address(0), abi.encodeCall(IDepartmentRegistry.setNodeUrl, (NOBODY, NODE_URL)));
        assertNotTheOperator(address(0), abi.encodeCall(IDepartmentRegistry.setOperator, (NOBODY, OPERATOR)));
    }

    function assertNotTheOperator(address caller, bytes memory call) private {
        vm.prank(caller);
        (bool isAccepted, bytes memory answer) = address(registry).call(call);

        vm.assertTrue(!isAccepted, "accepted");
        vm.assertEq(answer, abi.encodeWithSelector(IDepartmentRegistry.NotTheOperator.selector), "refusal");
    }
}
