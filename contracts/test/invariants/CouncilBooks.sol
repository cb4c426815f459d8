// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ICouncil} from "../../src/ICouncil.sol";
import {IDepartmentRegistry} from "../../src/IDepartmentRegistry.sol";

/// @title The expected state of the council and of the suspensions after the executed calls, kept independently of the contract
contract CouncilBooks {
    mapping(address account => bool) public isMember;
    mapping(bytes32 department => bool) public isSuspended;
    uint256 public memberCount;
    uint256 public threshold;
    uint256 public delay;
    uint256 public lifetime;
    uint256 private immutable _leastDelay;
    uint256 public round = 1;
    /// @notice The number of suspensions and reinstatements so far.
    uint256 public departmentChanges;

    constructor(address[] memory members, uint256 threshold_, uint256 leastDelay, uint256 delay_, uint256 lifetime_) {
        _leastDelay = leastDelay;
        for (uint256 i; i < members.length; ++i) {
            isMember[members[i]] = true;
        }
        (memberCount, threshold, delay, lifetime) = (members.length, threshold_, delay_, lifetime_);
    }

    /// @notice Applies all calls, or reverts when one of them is not possible or too few members would remain.
    function carryOut(bytes[] calldata calls) external {
        for (uint256 i; i < calls.length; ++i) {
            carryOut(bytes4(calls[i]), calls[i][4:]);
        }
        require(threshold <= memberCount && 2 * threshold > memberCount);
    }

    function carryOut(bytes4 selector, bytes calldata arguments) private {
        if (selector == IDepartmentRegistry.suspend.selector || selector == IDepartmentRegistry.reinstate.selector) {
            bytes32 department = abi.decode(arguments, (bytes32));
            bool isSuspension = selector == IDepartmentRegistry.suspend.selector;
            require(isSuspended[department] != isSuspension);
            isSuspended[department] = isSuspension;
            ++departmentChanges;
            return;
        }
        ++round;
        if (selector == ICouncil.addMember.selector || selector == ICouncil.removeMember.selector) {
            address account = abi.decode(arguments, (address));
            bool isAddition = selector == ICouncil.addMember.selector;
            require(isMember[account] != isAddition);
            isMember[account] = isAddition;
            memberCount = isAddition ? memberCount + 1 : memberCount - 1;
        } else if (selector == ICouncil.setThreshold.selector) {
            threshold = abi.decode(arguments, (uint256));
        } else {
            require(selector == ICouncil.setDelay.selector);
            (delay, lifetime) = abi.decode(arguments, (uint256, uint256));
            require(delay >= _leastDelay && delay + 1 days <= lifetime && lifetime <= 90 days);
        }
    }
}
