// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDepartmentRegistry} from "../../src/IDepartmentRegistry.sol";
import {LedgerTest} from "../support/LedgerTest.sol";

/// @title Log keys and record keys, each with the interval in which it is valid
contract KeysTest is LedgerTest {
    uint8 private constant ES256 = 1;
    uint8 private constant ED25519 = 2;
    uint8 private constant SM2 = 3;
    bytes32 private constant THUMBPRINT = keccak256("a key");
    bytes32 private constant OTHER_LOG_KEY = keccak256("another Ed25519 public key");

    function test_LogKeysOf_AfterAdmission_IsTheFirstKey() public view {
        IDepartmentRegistry.LogKey[] memory keys = registry.logKeysOf(EDUCATION);

        vm.assertEq(keys.length, 1, "keys");
        assertLogKey(keys[0], LOG_KEY, START, 0);
    }

    function test_RotateLogKey_ClosesOneAndOpensTheOtherAtTheSameTime() public {
        vm.warp(START + 60);

        vm.expectEmit(address(registry));
        emit IDepartmentRegistry.LogKeyClosed(EDUCATION, LOG_KEY, START + 60, 5);
        vm.expectEmit(address(registry));
        emit IDepartmentRegistry.LogKeyOpened(EDUCATION, OTHER_LOG_KEY, START + 60, 6);
        vm.prank(EDUCATION_OPERATOR);
        registry.rotateLogKey(EDUCATION, OTHER_LOG_KEY);

        IDepartmentRegistry.LogKey[] memory keys = registry.logKeysOf(EDUCATION);
        vm.assertEq(keys.length, 2, "keys");
        assertLogKey(keys[0], LOG_KEY, START, START + 60);
        assertLogKey(keys[1], OTHER_LOG_KEY, START + 60, 0);
    }

    function test_RevertWhen_ThereWouldBeMoreThan256LogKeys() public {
        vm.startPrank(EDUCATION_OPERATOR);
        for (uint256 i = 1; i < 256; ++i) {
            registry.rotateLogKey(EDUCATION, keccak256(abi.encode(i)));
        }
        vm.assertEq(registry.logKeysOf(EDUCATION).length, 256, "keys");

        expectRefusal(IDepartmentRegistry.KeysExhausted.selector);
        registry.rotateLogKey(EDUCATION, OTHER_LOG_KEY);
    }

    function test_RevertWhen_ThereWouldBeMoreThan256RecordKeys() public {
        vm.startPrank(EDUCATION_OPERATOR);
        for (uint256 i; i < 256; ++i) {
            registry.addRecordKey(EDUCATION, keccak256(abi.encode(i)), ED25519, new bytes(32), 0, 0);
        }
        vm.assertEq(registry.recordKeysOf(EDUCATION).length, 256, "keys");

        expectRefusal(IDepartmentRegistry.KeysExhausted.selector);
        registry.addRecordKey(EDUCATION, THUMBPRINT, ED25519, new bytes(32), 0, 0);
    }

    function test_RevertWhen_TheNewLogKeyIsZero() public {
        expectRefusal(IDepartmentRegistry.KeyIsZero.selector);
        vm.prank(EDUCATION_OPERATOR);
        registry.rotateLogKey(EDUCATION, 0);
    }

    /// @dev A log key has one interval. No earlier key of the department can come back.
    function test_RevertWhen_TheLogKeyExists() public {
        vm.startPrank(EDUCATION_OPERATOR);
        registry.rotateLogKey(EDUCATION, OTHER_LOG_KEY);

        expectRefusal(IDepartmentRegistry.KeyExists.selector);
        registry.rotateLogKey(EDUCATION, OTHER_LOG_KEY);

        expectRefusal(IDepartmentRegistry.KeyExists.selector);
        registry.rotateLogKey(EDUCATION, LOG_KEY);
    }

    function test_RotateLogKey_ToAKeyOfAnotherDepartment_IsAccepted() public {
        vm.prank(HEALTH_OPERATOR);
        registry.rotateLogKey(HEALTH, OTHER_LOG_KEY);

        vm.prank(EDUCATION_OPERATOR);
        registry.rotateLogKey(EDUCATION, OTHER_LOG_KEY);

        vm.assertEq(registry.logKeysOf(EDUCATION)[1].key, OTHER_LOG_KEY, "key");
    }

    function test_AddRecordKey_FromNow_IsKeptAndEmits() public {
        vm.warp(START + 60);

        vm.expectEmit(address(registry));
        emit IDepartmentRegistry.RecordKeyAdded(EDUCATION, THUMBPRINT, ES256, new bytes(64), START + 60, 0, 5);
        add(THUMBPRINT, ES256, new bytes(64), 0, 0);

        assertRecordKey(START + 60, 0);
    }

    function test_AddRecordKey_ForLater_KeepsItsInterval() public {
        vm.expectEmit(address(registry));
        emit IDepartmentRegistry.RecordKeyAdded(EDUCATION, THUMBPRINT, ES256, new bytes(64), START + 60, START + 120, 5);
        add(THUMBPRINT, ES256, new bytes(64), START + 60, START + 120);

        assertRecordKey(START + 60, START + 120);
    }

    function test_AddRecordKey_EachAlgorithm_KeepsItsKey() public {
        uint8[3] memory algorithms = [ES256, ED25519, SM2];
        uint256[3] memory lengths = [uint256(64), 32, 64];
        for (uint256 i; i < 3; ++i) {
            bytes memory key = new bytes(lengths[i]);
            key[0] = bytes1(algorithms[i]);
            add(keccak256(key), algorithms[i], key, 0, 0);
        }

        IDepartmentRegistry.RecordKey[] memory keys = registry.recordKeysOf(EDUCATION);
        vm.assertEq(keys.length, 3, "keys");
        for (uint256 i; i < 3; ++i) {
            vm.assertEq(keys[i].algorithm, algorithms[i], "algorithm");
            vm.assertEq(keys[i].publicKey.length, lengths[i], "length");
            vm.assertEq(keys[i].thumbprint, keccak256(keys[i].publicKey), "thumbprint");
            vm.assertEq(registry.recordKeyOf(EDUCATION, keys[i].thumbprint).publicKey, keys[i].publicKey, "key");
        }
    }

    function test_AddRecordKey_OneKeyInTwoDepartments_IsKeptInBoth() public {
        add(THUMBPRINT, ES256, new bytes(64), 0, 0);

        vm.prank(HEALTH_OPERATOR);
        registry.addRecordKey(HEALTH, THUMBPRINT, ES256, new bytes(64), 0, 0);

        vm.assertEq(registry.recordKeysOf(EDUCATION).length, 1, "education");
        vm.assertEq(registry.recordKeysOf(HEALTH).length, 1, "health");
    }

    function test_RecordKeyOf_OneItNeverHad_IsZeros() public view {
        vm.assertEq(registry.recordKeyOf(EDUCATION, THUMBPRINT).thumbprint, 0, "thumbprint");
    }

    function test_RevertWhen_TheKeyExists() public {
        add(THUMBPRINT, ES256, new bytes(64), 0, 0);

        expectRefusal(IDepartmentRegistry.KeyExists.selector);
        add(THUMBPRINT, ES256, new bytes(64), 0, 0);
    }

    /// @dev A closed key stays closed: it cannot be added again with a new interval.
    function test_RevertWhen_AClosedKeyIsAddedAgain() public {
        add(THUMBPRINT, ES256, new bytes(64), 0, 0);
        close(THUMBPRINT, 0);

        expectRefusal(IDepartmentRegistry.KeyExists.selector);
        add(THUMBPRINT, ES256, new bytes(64), 0, 0);
    }

    function test_RevertWhen_TheAlgorithmIsUnknown() public {
        uint8[3] memory algorithms = [0, 4, 255];
        for (uint256 i; i < 3; ++i) {
            expectRefusal(IDepartmentRegistry.KeyMalformed.selector);
            add(THUMBPRINT, algorithms[i], new bytes(64), 0, 0);
        }
    }

    /// @dev Every length from zero to one byte too many, for each algorithm.
    function test_RevertWhen_TheKeyHasAnotherLength() public {
        for (uint8 algorithm = ES256; algorithm <= SM2; ++algorithm) {
            for (uint256 length; length <= 65; ++length) {
                if (length != (algorithm == ED25519 ? 32 : 64)) {
                    expectRefusal(IDepartmentRegistry.KeyMalformed.selector);
                    add(THUMBPRINT, algorithm, new bytes(length), 0, 0);
                }
            }
        }
    }

    function test_RevertWhen_TheThumbprintIsZero() public {
        expectRefusal(IDepartmentRegistry.KeyMalformed.selector);
        add(0, ES256, new bytes(64), 0, 0);
    }

    function test_RevertWhen_TheKeyWouldCountFromThePast() public {
        expectRefusal(IDepartmentRegistry.TimeInThePast.selector);
        add(THUMBPRINT, ES256, new bytes(64), START - 1, 0);
    }

    function test_RevertWhen_TheIntervalIsEmpty() public {
        expectRefusal(IDepartmentRegistry.IntervalIsEmpty.selector);
        add(THUMBPRINT, ES256, new bytes(64), START + 60, START + 60);
    }

    function test_RevertWhen_TheIntervalOfAKeyFromNowEndsNow() public {
        expectRefusal(IDepartmentRegistry.IntervalIsEmpty.selector);
        add(THUMBPRINT, ES256, new bytes(64), 0, START);
    }

    function test_CloseRecordKey_Now_EndsItAndEmits() public {
        add(THUMBPRINT, ES256, new bytes(64), 0, 0);
        vm.warp(START + 60);

        vm.expectEmit(address(registry));
        emit IDepartmentRegistry.RecordKeyClosed(EDUCATION, THUMBPRINT, START + 60, 6);
        close(THUMBPRINT, 0);

        assertRecordKey(START, START + 60);
    }

    function test_CloseRecordKey_Later_ThenEarlier_TakesTheEarlier() public {
        add(THUMBPRINT, ES256, new bytes(64), 0, START + 200);

        close(THUMBPRINT, START + 100);
        close(THUMBPRINT, START + 50);

        assertRecordKey(START, START + 50);
    }

    /// @dev A key that is closed before its start is never valid.
    function test_CloseRecordKey_BeforeItBegan_LeavesAnEmptyInterval() public {
        add(THUMBPRINT, ES256, new bytes(64), START + 60, 0);

        close(THUMBPRINT, 0);

        assertRecordKey(START + 60, START);
    }

    function test_CloseRecordKey_ByTheCouncil_EndsIt() public {
        add(THUMBPRINT, ES256, new bytes(64), 0, 0);

        vm.prank(council);
        registry.closeRecordKey(EDUCATION, THUMBPRINT, START + 60);

        assertRecordKey(START, START + 60);
    }

    function test_CloseRecordKey_OneOfTwo_LeavesTheOther() public {
        add(THUMBPRINT, ES256, new bytes(64), 0, 0);
        add(LOG_KEY, ED25519, new bytes(32), 0, 0);

        close(LOG_KEY, 0);

        assertRecordKey(START, 0);
        vm.assertEq(registry.recordKeyOf(EDUCATION, LOG_KEY).validUntil, START, "the closed one");
    }

    function test_RevertWhen_TheKeyIsUnknown() public {
        expectRefusal(IDepartmentRegistry.KeyUnknown.selector);
        close(THUMBPRINT, 0);
    }

    function test_RevertWhen_TheKeyIsAnotherDepartments() public {
        add(THUMBPRINT, ES256, new bytes(64), 0, 0);

        expectRefusal(IDepartmentRegistry.KeyUnknown.selector);
        vm.prank(HEALTH_OPERATOR);
        registry.closeRecordKey(HEALTH, THUMBPRINT, 0);
    }

    /// @dev What was genuine stays genuine: nobody can shorten the past.
    function test_RevertWhen_AKeyIsClosedInThePast() public {
        add(THUMBPRINT, ES256, new bytes(64), 0, 0);
        vm.warp(START + 60);

        expectRefusal(IDepartmentRegistry.TimeInThePast.selector);
        close(THUMBPRINT, START + 59);
    }

    function test_RevertWhen_AnIntervalWouldGrow() public {
        add(THUMBPRINT, ES256, new bytes(64), 0, START + 100);

        expectRefusal(IDepartmentRegistry.AlreadyClosed.selector);
        close(THUMBPRINT, START + 101);
    }

    function test_RevertWhen_TheIntervalWouldStay() public {
        add(THUMBPRINT, ES256, new bytes(64), 0, START + 100);

        expectRefusal(IDepartmentRegistry.AlreadyClosed.selector);
        close(THUMBPRINT, START + 100);
    }

    function test_RevertWhen_TheKeyHasExpired() public {
        add(THUMBPRINT, ES256, new bytes(64), 0, START + 100);
        vm.warp(START + 101);

        expectRefusal(IDepartmentRegistry.AlreadyClosed.selector);
        close(THUMBPRINT, 0);
    }

    /// @dev However often a key is closed, its end only moves earlier and is never before the block that set it.
    function testFuzz_CloseRecordKey_AnyTimes_OnlyShorten(uint64[8] calldata times, uint16[8] calldata pauses) public {
        add(THUMBPRINT, ES256, new bytes(64), 0, 0);
        for (uint256 i; i < times.length; ++i) {
            vm.warp(block.timestamp + pauses[i]);
            uint64 before = registry.recordKeyOf(EDUCATION, THUMBPRINT).validUntil;
            vm.prank(EDUCATION_OPERATOR);
            try registry.closeRecordKey(EDUCATION, THUMBPRINT, times[i]) {
                uint64 now_ = registry.recordKeyOf(EDUCATION, THUMBPRINT).validUntil;
                vm.assertTrue(before == 0 || now_ < before, "nearer");
                vm.assertTrue(now_ >= block.timestamp, "not in the past");
            } catch {
                vm.assertEq(registry.recordKeyOf(EDUCATION, THUMBPRINT).validUntil, before, "unchanged");
            }
        }
    }

    function add(bytes32 thumbprint, uint8 algorithm, bytes memory key, uint64 validFrom, uint64 validUntil) private {
        vm.prank(EDUCATION_OPERATOR);
        registry.addRecordKey(EDUCATION, thumbprint, algorithm, key, validFrom, validUntil);
    }

    function close(bytes32 thumbprint, uint64 validUntil) private {
        vm.prank(EDUCATION_OPERATOR);
        registry.closeRecordKey(EDUCATION, thumbprint, validUntil);
    }

    function assertRecordKey(uint64 validFrom, uint64 validUntil) private view {
        IDepartmentRegistry.RecordKey memory key = registry.recordKeyOf(EDUCATION, THUMBPRINT);
        vm.assertEq(key.thumbprint, THUMBPRINT, "thumbprint");
        vm.assertEq(key.validFrom, validFrom, "valid from");
        vm.assertEq(key.validUntil, validUntil, "valid until");
    }

    function assertLogKey(IDepartmentRegistry.LogKey memory key, bytes32 expected, uint64 validFrom, uint64 validUntil)
        private
        pure
    {
        vm.assertEq(key.key, expected, "key");
        vm.assertEq(key.validFrom, validFrom, "valid from");
        vm.assertEq(key.validUntil, validUntil, "valid until");
    }
}
