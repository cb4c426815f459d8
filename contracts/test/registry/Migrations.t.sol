// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDepartmentRegistry} from "../../src/IDepartmentRegistry.sol";
import {LedgerTest} from "../support/LedgerTest.sol";

/// @title The council acknowledges that the log of a department moved here
contract MigrationsTest is LedgerTest {
    bytes32 private constant RECORD = keccak256("a migration record");

    function setUp() public override {
        super.setUp();
        vm.startPrank(council);
    }

    function test_RecordMigration_KeepsItsBlockAndEmits() public {
        vm.warp(START + 60);
        vm.roll(107);

        vm.expectEmit(address(registry));
        emit IDepartmentRegistry.MigrationRecorded(EDUCATION, RECORD, 5);
        registry.recordMigration(EDUCATION, RECORD);

        assertMigration(EDUCATION, RECORD, START + 60, 107);
    }

    function test_RecordMigration_OfTwoDepartments_KeepsBoth() public {
        registry.recordMigration(EDUCATION, RECORD);
        vm.roll(101);
        registry.recordMigration(HEALTH, RECORD);

        assertMigration(EDUCATION, RECORD, START, 100);
        assertMigration(HEALTH, RECORD, START, 101);
    }

    function test_MigrationOf_OneThatIsNotThere_IsZeros() public view {
        assertMigration(EDUCATION, RECORD, 0, 0);
    }

    function test_RevertWhen_TheMigrationExists() public {
        registry.recordMigration(EDUCATION, RECORD);

        expectRefusal(IDepartmentRegistry.MigrationExists.selector);
        registry.recordMigration(EDUCATION, RECORD);
    }

    function test_RevertWhen_TheHashIsZero() public {
        expectRefusal(IDepartmentRegistry.HashIsZero.selector);
        registry.recordMigration(EDUCATION, 0);
    }

    function assertMigration(bytes32 id, bytes32 recordHash, uint64 recordedAt, uint64 blockNumber) private view {
        (uint64 keptAt, uint64 keptIn) = registry.migrationOf(id, recordHash);
        vm.assertEq(keptAt, recordedAt, "recorded at");
        vm.assertEq(keptIn, blockNumber, "block number");
    }
}
