// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDepartmentRegistry} from "../../src/IDepartmentRegistry.sol";
import {CouncilTest} from "../support/CouncilTest.sol";

/// @title Declaring that somebody else may have had a key since a time
contract CompromiseTest is CouncilTest {
    uint64 private constant NOW = START + 60 days;
    bytes32 private constant THUMBPRINT = keccak256("a key");
    bytes32 private constant NEW_LOG_KEY = keccak256("another Ed25519 public key");

    function setUp() public override {
        super.setUp();
        vm.prank(EDUCATION_OPERATOR);
        registry.addRecordKey(EDUCATION, THUMBPRINT, 2, abi.encode(THUMBPRINT), START + 45 days, 0);
        vm.warp(NOW);
    }

    function test_DeclareRecordKeyCompromised_SinceATime_KeepsItAndEmits() public {
        vm.expectEmit(address(registry));
        emit IDepartmentRegistry.RecordKeyCompromised(EDUCATION, THUMBPRINT, NOW - 1 days, 6);
        declareRecordKey(EDUCATION_OPERATOR, NOW - 1 days);

        IDepartmentRegistry.RecordKey memory key = registry.recordKeyOf(EDUCATION, THUMBPRINT);
        vm.assertEq(key.compromisedSince, NOW - 1 days, "since");
        vm.assertEq(key.validFrom, START + 45 days, "valid from");
        vm.assertEq(key.validUntil, 0, "valid until");
    }

    function test_DeclareLogKeyCompromised_SinceATime_KeepsItAndEmits() public {
        vm.expectEmit(address(registry));
        emit IDepartmentRegistry.LogKeyCompromised(EDUCATION, LOG_KEY, NOW - 1 days, 6);
        declareLogKey(EDUCATION_OPERATOR, LOG_KEY, NOW - 1 days);

        IDepartmentRegistry.LogKey memory key = registry.logKeysOf(EDUCATION)[0];
        vm.assertEq(key.compromisedSince, NOW - 1 days, "since");
        vm.assertEq(key.validFrom, START, "valid from");
        vm.assertEq(key.validUntil, 0, "valid until");
        vm.assertEq(registry.logKeysOf(HEALTH)[0].compromisedSince, 0, "the same key of another department");
    }

    function test_DeclareCompromised_Zero_IsNow() public {
        declareRecordKey(EDUCATION_OPERATOR, 0);
        declareLogKey(EDUCATION_OPERATOR, LOG_KEY, 0);

        assertSince(NOW);
    }

    function test_DeclareCompromised_ThisVerySecond_IsAccepted() public {
        declareRecordKey(EDUCATION_OPERATOR, NOW);
        declareLogKey(EDUCATION_OPERATOR, LOG_KEY, NOW);

        assertSince(NOW);
    }

    function test_DeclareCompromised_Again_MovesItEarlier() public {
        declareRecordKey(EDUCATION_OPERATOR, NOW - 1);
        declareLogKey(EDUCATION_OPERATOR, LOG_KEY, NOW - 1);

        declareRecordKey(EDUCATION_OPERATOR, NOW - 2);
        declareLogKey(EDUCATION_OPERATOR, LOG_KEY, NOW - 2);

        assertSince(NOW - 2);
    }

    /// @dev Nothing could be sealed before the key started. So a time before that means that nothing it sealed is good.
    function test_DeclareCompromised_SinceBeforeItBegan_IsKeptAsGiven() public {
        declareRecordKey(EDUCATION_OPERATOR, START + 44 days);
        declareLogKey(council, LOG_KEY, 1);

        vm.assertEq(registry.recordKeyOf(EDUCATION, THUMBPRINT).compromisedSince, START + 44 days, "record key");
        vm.assertEq(registry.logKeysOf(EDUCATION)[0].compromisedSince, 1, "log key");
    }

    function test_DeclareCompromised_AClosedKey_IsAccepted() public {
        vm.startPrank(EDUCATION_OPERATOR);
        registry.closeRecordKey(EDUCATION, THUMBPRINT, 0);
        registry.rotateLogKey(EDUCATION, NEW_LOG_KEY);
        vm.stopPrank();

        declareRecordKey(EDUCATION_OPERATOR, NOW - 1 days);
        declareLogKey(EDUCATION_OPERATOR, LOG_KEY, NOW - 1 days);

        assertSince(NOW - 1 days);
        vm.assertEq(registry.recordKeyOf(EDUCATION, THUMBPRINT).validUntil, NOW, "its end stays");
        vm.assertEq(registry.logKeysOf(EDUCATION)[1].compromisedSince, 0, "the key after it");
    }

    function test_DeclareCompromised_TheLogKeyInUse_LeavesItToBeRotated() public {
        declareLogKey(EDUCATION_OPERATOR, LOG_KEY, 0);

        vm.prank(EDUCATION_OPERATOR);
        registry.rotateLogKey(EDUCATION, NEW_LOG_KEY);

        vm.assertEq(registry.logKeysOf(EDUCATION)[0].validUntil, NOW, "closed");
        vm.assertEq(registry.logKeysOf(EDUCATION)[1].key, NEW_LOG_KEY, "opened");
    }

    function test_DeclareCompromised_ByTheOperator_ThirtyDaysBackAtMost() public {
        declareRecordKey(EDUCATION_OPERATOR, NOW - 30 days);
        declareLogKey(EDUCATION_OPERATOR, LOG_KEY, NOW - 30 days);

        assertSince(NOW - 30 days);
    }

    function test_RevertWhen_TheOperatorGoesFurtherBack() public {
        expectRefusal(IDepartmentRegistry.TimeTooLongAgo.selector);
        declareRecordKey(EDUCATION_OPERATOR, NOW - 30 days - 1);

        expectRefusal(IDepartmentRegistry.TimeTooLongAgo.selector);
        declareLogKey(EDUCATION_OPERATOR, LOG_KEY, NOW - 30 days - 1);

        expectRefusal(IDepartmentRegistry.TimeTooLongAgo.selector);
        declareLogKey(EDUCATION_OPERATOR, LOG_KEY, 1);
    }

    function test_DeclareCompromised_ByTheCouncil_GoesAnyDistanceBack() public {
        bytes[] memory calls = two(
            abi.encodeCall(IDepartmentRegistry.declareRecordKeyCompromised, (EDUCATION, THUMBPRINT, START)),
            abi.encodeCall(IDepartmentRegistry.declareLogKeyCompromised, (EDUCATION, LOG_KEY, START))
        );

        decide(calls);

        assertSince(START);
    }

    function test_RevertWhen_TheTimeIsInTheFuture() public {
        expectRefusal(IDepartmentRegistry.TimeInTheFuture.selector);
        declareRecordKey(EDUCATION_OPERATOR, NOW + 1);

        expectRefusal(IDepartmentRegistry.TimeInTheFuture.selector);
        declareLogKey(council, LOG_KEY, type(uint64).max);
    }

    /// @dev A declaration is irrevocable: what is not good never becomes good again.
    function test_RevertWhen_ADeclarationWouldMoveLaterOrStay() public {
        declareRecordKey(EDUCATION_OPERATOR, NOW - 10);
        declareLogKey(EDUCATION_OPERATOR, LOG_KEY, NOW - 10);
        uint64[3] memory times = [NOW - 10, NOW - 9, 0];
        address[2] memory callers = [EDUCATION_OPERATOR, council];
        for (uint256 i; i < times.length; ++i) {
            for (uint256 j; j < callers.length; ++j) {
                expectRefusal(IDepartmentRegistry.AlreadyCompromised.selector);
                declareRecordKey(callers[j], times[i]);

                expectRefusal(IDepartmentRegistry.AlreadyCompromised.selector);
                declareLogKey(callers[j], LOG_KEY, times[i]);
            }
        }
    }

    function test_RevertWhen_TheKeyIsUnknown() public {
        expectRefusal(IDepartmentRegistry.KeyUnknown.selector);
        vm.prank(EDUCATION_OPERATOR);
        registry.declareRecordKeyCompromised(EDUCATION, NEW_LOG_KEY, 0);

        expectRefusal(IDepartmentRegistry.KeyUnknown.selector);
        declareLogKey(EDUCATION_OPERATOR, NEW_LOG_KEY, 0);

        expectRefusal(IDepartmentRegistry.KeyUnknown.selector);
        vm.prank(HEALTH_OPERATOR);
        registry.declareRecordKeyCompromised(HEALTH, THUMBPRINT, 0);
    }

    /// @dev For any declarations by anybody: the time only moves earlier, is never in the future, and is never far back when the operator declares
    /// it.
    function testFuzz_DeclareCompromised_AnyTimes_OnlyMoveEarlier(uint64[8] calldata times, uint8[8] calldata steps)
        public
    {
        for (uint256 i; i < times.length; ++i) {
            vm.warp(block.timestamp + steps[i] % 64);
            bool isCouncil = steps[i] > 127;
            uint64 since = uint64(between(times[i], START - 1 days, block.timestamp + 1 days));
            uint64 before = registry.recordKeyOf(EDUCATION, THUMBPRINT).compromisedSince;

            vm.prank(isCouncil ? council : EDUCATION_OPERATOR);
            try registry.declareRecordKeyCompromised(EDUCATION, THUMBPRINT, since) {
                uint64 kept = registry.recordKeyOf(EDUCATION, THUMBPRINT).compromisedSince;
                vm.assertEq(kept, since, "as declared");
                vm.assertTrue(before == 0 || kept < before, "earlier");
                vm.assertTrue(kept <= block.timestamp, "not in the future");
                vm.assertTrue(isCouncil || kept >= block.timestamp - 30 days, "not far back");
            } catch {
                vm.assertEq(registry.recordKeyOf(EDUCATION, THUMBPRINT).compromisedSince, before, "unchanged");
            }
        }
    }

    function declareRecordKey(address caller, uint64 since) private {
        vm.prank(caller);
        registry.declareRecordKeyCompromised(EDUCATION, THUMBPRINT, since);
    }

    function declareLogKey(address caller, bytes32 key, uint64 since) private {
        vm.prank(caller);
        registry.declareLogKeyCompromised(EDUCATION, key, since);
    }

    function assertSince(uint64 expected) private view {
        vm.assertEq(registry.recordKeyOf(EDUCATION, THUMBPRINT).compromisedSince, expected, "record key");
        vm.assertEq(registry.logKeysOf(EDUCATION)[0].compromisedSince, expected, "log key");
    }
}
