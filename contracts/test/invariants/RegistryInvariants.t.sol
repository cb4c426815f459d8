// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDepartmentRegistry} from "../../src/IDepartmentRegistry.sol";
import {LedgerTest} from "../support/LedgerTest.sol";
import {RegistryHandler} from "./RegistryHandler.sol";

/// @dev Each step costs several calls. Fewer runs than elsewhere still make thousands of calls.
/// forge-config: default.invariant.runs = 24
contract RegistryInvariants is LedgerTest {
    uint256 private constant DEPARTMENTS = 4;
    uint256 private constant ACCOUNTS = 6;
    uint256 private constant KEYS = 5;

    RegistryHandler private handler;

    function setUp() public override {
        super.setUp();
        handler = new RegistryHandler(registry, EDUCATION_ORIGIN, HEALTH_ORIGIN);
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    function invariant_ChangesCountTheEvents() public view {
        vm.assertEq(registry.changeCount(), handler.events(), "changes");
    }

    /// @dev In both directions: the department of an account has that account, and the account of a department has that department.
    function invariant_AnAccountOperatesOneDepartmentAtMost() public view {
        for (uint256 i; i < ACCOUNTS; ++i) {
            address account = handler.accountAt(i);
            bytes32 id = registry.departmentOfOperator(account);
            vm.assertTrue(id == 0 || registry.departmentOf(id).operator == account, "the account");
            vm.assertEq(
                registry.activeDepartmentOf(account), registry.isActive(id) ? id : bytes32(0), "the active account"
            );
        }
        for (uint256 i; i < registry.departmentCount(); ++i) {
            bytes32 id = registry.departmentAt(i);
            vm.assertEq(registry.departmentOfOperator(registry.departmentOf(id).operator), id, "the department");
        }
    }

    function invariant_DeclarationsOnlyMoveEarlierAndStay() public view {
        for (uint256 d; d < DEPARTMENTS; ++d) {
            IDepartmentRegistry.LogKey[] memory logKeys = registry.logKeysOf(handler.departmentAt(d));
            for (uint256 i; i < logKeys.length; ++i) {
                if (uint256(logKeys[i].key) <= KEYS) {
                    uint64 declared = handler.logKeyCompromisedSince(d, uint256(logKeys[i].key) - 1);
                    vm.assertEq(logKeys[i].compromisedSince, declared, "log key");
                }
            }
            for (uint256 i; i < KEYS; ++i) {
                uint64 since = registry.recordKeyOf(handler.departmentAt(d), handler.keyAt(i)).compromisedSince;
                vm.assertEq(since, handler.recordKeyCompromisedSince(d, i), "record key");
            }
        }
    }

    /// @dev One log key is open at a time, each follows the previous one without a gap, and none occurs twice.
    function invariant_LogKeysFollowEachOther() public view {
        for (uint256 d; d < registry.departmentCount(); ++d) {
            IDepartmentRegistry.LogKey[] memory keys = registry.logKeysOf(registry.departmentAt(d));
            vm.assertEq(keys[keys.length - 1].validUntil, 0, "the last is open");
            for (uint256 i = 1; i < keys.length; ++i) {
                vm.assertEq(keys[i - 1].validUntil, keys[i].validFrom, "no gap");
                for (uint256 j; j < i; ++j) {
                    vm.assertTrue(keys[i].key != keys[j].key, "the same key");
                }
            }
        }
    }
}
