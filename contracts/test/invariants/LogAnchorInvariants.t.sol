// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LedgerTest} from "../support/LedgerTest.sol";
import {LogAnchorHandler} from "./LogAnchorHandler.sol";

contract LogAnchorInvariants is LedgerTest {
    LogAnchorHandler private handler;

    function setUp() public override {
        super.setUp();
        handler = new LogAnchorHandler(
            registry, logAnchor, council, [EDUCATION, HEALTH], [EDUCATION_OPERATOR, HEALTH_OPERATOR]
        );
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    function invariant_SizesOnlyGrow() public view {
        for (uint256 who; who < 2; ++who) {
            LogAnchorHandler.Anchor[] memory anchors = handler.anchorsOf(who);
            for (uint256 i = 1; i < anchors.length; ++i) {
                vm.assertTrue(anchors[i - 1].size < anchors[i].size, "size");
            }
        }
    }

    function invariant_EveryRootStaysAsItWasWritten() public view {
        bytes32[2] memory departments = [EDUCATION, HEALTH];
        for (uint256 who; who < 2; ++who) {
            LogAnchorHandler.Anchor[] memory anchors = handler.anchorsOf(who);
            for (uint256 i; i < anchors.length; ++i) {
                vm.assertEq(logAnchor.rootAt(departments[who], anchors[i].size), anchors[i].root, "root");
            }
        }
    }

    function invariant_TheHeadIsTheNewestAnchor() public view {
        bytes32[2] memory departments = [EDUCATION, HEALTH];
        for (uint256 who; who < 2; ++who) {
            (uint64 size, bytes32 root,, uint64 blockTime, uint64 count) = logAnchor.head(departments[who]);
            vm.assertEq(size, handler.sizeOf(who), "size");
            vm.assertEq(root, logAnchor.rootAt(departments[who], size), "root");
            vm.assertEq(count, handler.events(who), "one event for each anchor");
            vm.assertTrue(blockTime <= block.timestamp, "block time");
        }
    }
}
