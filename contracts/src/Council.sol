// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {EnumerableSet} from "@openzeppelin/contracts/utils/structs/EnumerableSet.sol";
import {ICouncil} from "./ICouncil.sol";

/// @title The council, k of n
/// @dev A proposal can only call the contract that the council is part of, without value. So the council can do what functions marked `onlyCouncil`
/// allow, and nothing else. There is no target to choose and no foreign code runs, so nothing can reenter during a change. The other functions
/// refuse a call by this contract, because it is neither a member nor an operator, or are views.
abstract contract Council is ICouncil {
    using EnumerableSet for EnumerableSet.AddressSet;

    /// @param isUrgent Whether it skips the delay.
    struct Ballot {
        Proposal proposal;
        bool isUrgent;
        mapping(address member => bool) approvedBy;
    }

    uint256 private constant MAX_CALLS = 50;
    uint256 private constant MAX_LENGTH = 64 * 1024;
    uint64 private constant MAX_LIFETIME = 90 days;
    uint64 private constant MIN_WINDOW = 1 days;

    uint64 private immutable _leastDelay;

    EnumerableSet.AddressSet private _members;
    uint256 private _threshold;
    uint256 private _proposalCount;
    uint64 private _delay;
    uint64 private _lifetime;
    uint64 private _round;
    mapping(bytes32 proposal => Ballot) private _ballots;

    modifier onlyMember() {
        _requireMember();
        _;
    }

    modifier onlyCouncil() {
        _requireCouncil();
        _;
    }

    constructor(address[] memory members_, uint256 threshold_, uint64 leastDelay_, uint64 delay_, uint64 lifetime_) {
        _leastDelay = leastDelay_;
        for (uint256 i; i < members_.length; ++i) {
            _addMember(members_[i]);
        }
        _setThreshold(threshold_);
        _setDelay(delay_, lifetime_);
        _requireQuorum();
        _round = 1;
    }

    // ---- proposals --------------------------------------------------------------------------------------------------

    /// @inheritdoc ICouncil
    function propose(bytes[] calldata calls, string calldata reason) external onlyMember returns (bytes32 proposal) {
        if (calls.length == 0 || calls.length > MAX_CALLS) {
            revert CallCountRefused(calls.length);
        }
        uint256 length = _encodedLength(calls) + bytes(reason).length;
        if (length > MAX_LENGTH) {
            revert ProposalTooLong(length);
        }
        bytes32 callsHash = keccak256(abi.encode(calls));
        proposal = keccak256(abi.encode(block.chainid, address(this), ++_proposalCount, callsHash));
        Ballot storage ballot = _ballots[proposal];
        uint64 expiresAt = uint64(block.timestamp) + _lifetime;
        ballot.proposal.proposer = msg.sender;
        ballot.proposal.proposedAt = uint64(block.timestamp);
        ballot.proposal.expiresAt = expiresAt;
        ballot.proposal.round = _round;
        ballot.proposal.callsHash = callsHash;
        ballot.isUrgent = _areUrgent(calls);
        emit Proposed(proposal, msg.sender, calls, reason, expiresAt);
        _approve(proposal, ballot);
    }

    /// @inheritdoc ICouncil
    function approve(bytes32 proposal) external onlyMember {
        Ballot storage ballot = _openBallot(proposal);
        if (ballot.approvedBy[msg.sender]) {
            revert AlreadyApproved();
        }
        _approve(proposal, ballot);
    }

    /// @inheritdoc ICouncil
    function revokeApproval(bytes32 proposal) external onlyMember {
        Ballot storage ballot = _openBallot(proposal);
        if (!ballot.approvedBy[msg.sender]) {
            revert NotApproved();
        }
        ballot.approvedBy[msg.sender] = false;
        if (--ballot.proposal.approvals < _threshold) {
            ballot.proposal.approvedAt = 0;
            ballot.proposal.readyAt = 0;
        }
        emit ApprovalRevoked(proposal, msg.sender);
    }

    /// @inheritdoc ICouncil
    /// @dev The proposal counts as executed before its first call. Members and threshold are checked after the last call. So a proposal may pass
    /// through any state, such as one with fewer members than approvals needed, but never end in one. Nobody sees a state in between: all calls run
    /// in one transaction and none of them leaves this contract.
    function execute(bytes32 proposal, bytes[] calldata calls) external onlyMember returns (bytes[] memory results) {
        Proposal storage kept = _openBallot(proposal).proposal;
        if (kept.approvals < _threshold) {
            revert ApprovalsMissing(kept.approvals, _threshold);
        }
        if (block.timestamp < kept.readyAt) {
            revert DelayNotOver(kept.readyAt);
        }
        if (keccak256(abi.encode(calls)) != kept.callsHash) {
            revert CallsDoNotMatch();
        }
        kept.executedAt = uint64(block.timestamp);
        results = new bytes[](calls.length);
        for (uint256 i; i < calls.length; ++i) {
            results[i] = Address.functionCall(address(this), calls[i]);
        }
        _requireQuorum();
        emit Executed(proposal);
    }

    // ---- the council itself -----------------------------------------------------------------------------------------

    /// @inheritdoc ICouncil
    function addMember(address member) external onlyCouncil {
        _startRound();
        _addMember(member);
    }

    /// @inheritdoc ICouncil
    function removeMember(address member) external onlyCouncil {
        _startRound();
        if (!_members.remove(member)) {
            revert MemberUnknown(member);
        }
        emit MemberRemoved(member);
    }

    /// @inheritdoc ICouncil
    function setThreshold(uint256 threshold_) external onlyCouncil {
        _startRound();
        _setThreshold(threshold_);
    }

    /// @inheritdoc ICouncil
    function setDelay(uint64 delay_, uint64 lifetime_) external onlyCouncil {
        _startRound();
        _setDelay(delay_, lifetime_);
    }

    // ---- views ------------------------------------------------------------------------------------------------------

    /// @inheritdoc ICouncil
    function members() external view returns (address[] memory) {
        return _members.values();
    }

    /// @inheritdoc ICouncil
    function threshold() external view returns (uint256) {
        return _threshold;
    }

    /// @inheritdoc ICouncil
    function leastDelay() external view returns (uint64) {
        return _leastDelay;
    }

    /// @inheritdoc ICouncil
    function delay() external view returns (uint64) {
        return _delay;
    }

    /// @inheritdoc ICouncil
    function lifetime() external view returns (uint64) {
        return _lifetime;
    }

    /// @inheritdoc ICouncil
    function round() external view returns (uint64) {
        return _round;
    }

    /// @inheritdoc ICouncil
    function proposalOf(bytes32 proposal) external view returns (Proposal memory) {
        return _ballots[proposal].proposal;
    }

    /// @inheritdoc ICouncil
    function hasApproved(bytes32 proposal, address member) external view returns (bool) {
        return _ballots[proposal].approvedBy[member];
    }

    /// @inheritdoc ICouncil
    function proposalCount() external view returns (uint256) {
        return _proposalCount;
    }

    // ---- steps shared by the above ----------------------------------------------------------------------------------

    /// @dev Whether a call of this function skips the delay.
    function _isUrgent(bytes4 selector) internal pure virtual returns (bool);

    /// @dev The length of `abi.encode(calls)`, which the event contains, computed without encoding: an offset and a length for the list and for
    /// each call, and each call in whole words. Calldata may name one call by many offsets, so the length of the calldata says nothing.
    function _encodedLength(bytes[] calldata calls) private pure returns (uint256 length) {
        length = 64;
        for (uint256 i; i < calls.length; ++i) {
            length += 64 + (calls[i].length + 31) / 32 * 32;
        }
    }

    function _areUrgent(bytes[] calldata calls) private pure returns (bool areUrgent) {
        areUrgent = true;
        for (uint256 i; i < calls.length; ++i) {
            if (calls[i].length < 4) {
                revert CallMalformed(i);
            }
            areUrgent = areUrgent && _isUrgent(bytes4(calls[i]));
        }
    }

    function _approve(bytes32 proposal, Ballot storage ballot) private {
        Proposal storage kept = ballot.proposal;
        ballot.approvedBy[msg.sender] = true;
        uint256 approvals = ++kept.approvals;
        if (kept.approvedAt == 0) {
            uint64 readyAt = uint64(block.timestamp) + (ballot.isUrgent ? 0 : _delay);
            if (readyAt >= kept.expiresAt) {
                revert ApprovalTooLate(readyAt, kept.expiresAt);
            }
            if (approvals >= _threshold) {
                kept.approvedAt = uint64(block.timestamp);
                kept.readyAt = readyAt;
            }
        }
        emit Approved(proposal, msg.sender, approvals);
    }

    /// @dev An approval is for this council in this round. A new round voids the open proposals. So `approvals` counts only present members without
    /// a loop, and no proposal is ready under a threshold or a delay that its approvers did not know.
    function _startRound() private {
        ++_round;
    }

    function _addMember(address member) private {
        if (member == address(0) || member == address(this)) {
            revert MemberRefused(member);
        }
        if (!_members.add(member)) {
            revert MemberExists(member);
        }
        emit MemberAdded(member);
    }

    function _setThreshold(uint256 threshold_) private {
        _threshold = threshold_;
        emit ThresholdChanged(threshold_);
    }

    function _setDelay(uint64 delay_, uint64 lifetime_) private {
        bool isPossible = delay_ >= _leastDelay && lifetime_ <= MAX_LIFETIME && lifetime_ >= MIN_WINDOW
            && delay_ <= lifetime_ - MIN_WINDOW;
        if (!isPossible) {
            revert TimesRefused(delay_, lifetime_);
        }
        _delay = delay_;
        _lifetime = lifetime_;
        emit DelayChanged(delay_, lifetime_);
    }

    function _openBallot(bytes32 proposal) private view returns (Ballot storage ballot) {
        ballot = _ballots[proposal];
        Proposal storage kept = ballot.proposal;
        if (kept.proposer == address(0)) {
            revert ProposalUnknown();
        }
        if (kept.executedAt != 0) {
            revert ProposalExecuted();
        }
        if (kept.round != _round) {
            revert ProposalVoid();
        }
        if (block.timestamp >= kept.expiresAt) {
            revert ProposalExpired();
        }
    }

    function _requireQuorum() private view {
        uint256 count = _members.length();
        if (_threshold > count || 2 * _threshold <= count) {
            revert QuorumImpossible(count, _threshold);
        }
    }

    function _requireMember() private view {
        if (!_members.contains(msg.sender)) {
            revert NotAMember();
        }
    }

    function _requireCouncil() private view {
        if (msg.sender != address(this)) {
            revert NotTheCouncil();
        }
    }
}
