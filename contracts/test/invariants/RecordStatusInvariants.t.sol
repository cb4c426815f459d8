// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LedgerTest} from "../support/LedgerTest.sol";
import {RecordStatusHandler} from "./RecordStatusHandler.sol";

contract RecordStatusInvariants is LedgerTest {
    RecordStatusHandler private handler;

    function setUp() public override {
        super.setUp();
        handler = new RecordStatusHandler(recordStatus, [EDUCATION, HEALTH], [EDUCATION_OPERATOR, HEALTH_OPERATOR]);
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    function invariant_EveryStatusIsTheOneLegallySetLast() public view {
        for (uint256 who; who < 2; ++who) {
            for (uint256 i; i < handler.recordCount(); ++i) {
                (uint8 status, bytes32 successor) = statusOf(who, handler.recordAt(i));
                vm.assertEq(status, handler.table().statusOf(who, handler.recordAt(i)), "status");
                vm.assertEq(successor, handler.table().successorOf(who, handler.recordAt(i)), "successor");
            }
        }
    }

    function invariant_FinalStatusesStay() public view {
        for (uint256 who; who < 2; ++who) {
            for (uint256 i; i < handler.recordCount(); ++i) {
                uint8 finalStatus = handler.table().finalStatusOf(who, handler.recordAt(i));
                (uint8 status,) = statusOf(who, handler.recordAt(i));
                vm.assertTrue(finalStatus == 0 || status == finalStatus, "a final status");
            }
        }
    }

    function invariant_SequencesHaveNoGapsAndCountTheEvents() public view {
        vm.assertEq(recordStatus.sequenceOf(EDUCATION), handler.sequences(0), "education");
        vm.assertEq(recordStatus.sequenceOf(HEALTH), handler.sequences(1), "health");
    }

    function statusOf(uint256 who, bytes32 recordId) private view returns (uint8 status, bytes32 successor) {
        (status,,, successor) = recordStatus.statusOf(who == 0 ? EDUCATION : HEALTH, recordId);
    }
}
