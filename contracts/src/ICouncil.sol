// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title How the departments decide together
/// @notice A council of n members decides with k of them. A member proposes calls of this same contract, members approve, and after a delay a
/// member executes. A proposal belongs to one chain, one contract and one round, expires, and is executed at most once.
/// @dev Not promised: that a proposal which was approved succeeds when it is executed, nor that anybody executes it.
interface ICouncil {
    /// @param proposer The member that proposed it; zero when there is no such proposal.
    /// @param proposedAt Block time.
    /// @param approvedAt When the k-th approval came; 0 before, and again when approvals fall below k.
    /// @param readyAt From when on it may be executed; 0 while `approvedAt` is.
    /// @param expiresAt From when on it may no longer be.
    /// @param round The council's round it belongs to; void in any other.
    /// @param executedAt 0 until it was executed.
    /// @param approvals How many members approve.
    /// @param callsHash Keccak-256 of the ABI-encoded calls.
    struct Proposal {
        address proposer;
        uint64 proposedAt;
        uint64 approvedAt;
        uint64 readyAt;
        uint64 expiresAt;
        uint64 round;
        uint64 executedAt;
        uint256 approvals;
        bytes32 callsHash;
    }

    /// @notice A member proposed calls; the calls are here and nowhere else.
    event Proposed(bytes32 indexed proposal, address indexed proposer, bytes[] calls, string reason, uint64 expiresAt);
    /// @notice A member approved; `approvals` counts it.
    event Approved(bytes32 indexed proposal, address indexed member, uint256 approvals);
    /// @notice A member took its approval back.
    event ApprovalRevoked(bytes32 indexed proposal, address indexed member);
    /// @notice All calls of a proposal were made.
    event Executed(bytes32 indexed proposal);
    /// @notice The council has a new member.
    event MemberAdded(address indexed member);
    /// @notice A member left the council.
    event MemberRemoved(address indexed member);
    /// @notice How many approvals a proposal needs from now on.
    event ThresholdChanged(uint256 threshold);
    /// @notice How long proposals wait and live from now on, in seconds.
    event DelayChanged(uint64 delay, uint64 lifetime);

    /// @notice The caller is no member of the council.
    error NotAMember();
    /// @notice Only an executed proposal may call this.
    error NotTheCouncil();
    /// @notice Neither zero nor this contract can be a member: nobody, or every proposal, would approve.
    error MemberRefused(address member);
    /// @notice The account is a member already.
    error MemberExists(address member);
    /// @notice The account is no member.
    error MemberUnknown(address member);
    /// @notice There must be threshold <= members < 2 * threshold: two halves could decide against each other.
    error QuorumImpossible(uint256 members, uint256 threshold);
    /// @notice There must be leastDelay <= delay and delay + 1 day <= lifetime <= 90 days: with less, nobody could approve in time.
    error TimesRefused(uint64 delay, uint64 lifetime);
    /// @notice A proposal has 1 to 50 calls.
    error CallCountRefused(uint256 count);
    /// @notice A proposal is at most 64 KiB long, its ABI-encoded calls and its reason together: longer ones other members could not all
    /// read.
    error ProposalTooLong(uint256 length);
    /// @notice A call begins with the four bytes that name a function.
    error CallMalformed(uint256 index);
    /// @notice Nobody proposed this.
    error ProposalUnknown();
    /// @notice It was executed.
    error ProposalExecuted();
    /// @notice Members, threshold or delay changed after it was proposed; propose it again.
    error ProposalVoid();
    /// @notice Its time is over; propose it again.
    error ProposalExpired();
    /// @notice The caller approves it already.
    error AlreadyApproved();
    /// @notice The caller does not approve it.
    error NotApproved();
    /// @notice It would expire before its delay is over; propose it again.
    error ApprovalTooLate(uint64 readyAt, uint64 expiresAt);
    /// @notice It needs more approvals.
    error ApprovalsMissing(uint256 approvals, uint256 threshold);
    /// @notice It has to wait.
    error DelayNotOver(uint64 readyAt);
    /// @notice These are not the calls that were approved.
    error CallsDoNotMatch();

    /// @notice Proposes calls of this contract; the proposer approves with it. Members only. Emits `Proposed` and `Approved`.
    /// @param calls 1 to 50 ABI-encoded calls of this contract, made in this order, all or none.
    /// @param reason Why, for the other members; kept in the event only and bound to nothing.
    /// @return proposal Keccak-256 of the ABI-encoded chain id, this address, the proposal's number and the hash of the calls.
    function propose(bytes[] calldata calls, string calldata reason) external returns (bytes32 proposal);

    /// @notice Approves a proposal, once. Members only. The k-th approval starts the delay. Emits `Approved`.
    function approve(bytes32 proposal) external;

    /// @notice Takes an approval back, before the execution. With fewer than k left the delay starts anew at the next k-th. Emits
    /// `ApprovalRevoked`.
    function revokeApproval(bytes32 proposal) external;

    /// @notice Makes all calls of a proposal, or none. Members only, after the delay and before the expiry. When a call is refused, the whole
    /// execution is, with that call's error; it may be tried again. Emits `Executed` after whatever the calls emit.
    /// @param calls The calls that were proposed.
    /// @return results What each call answered.
    function execute(bytes32 proposal, bytes[] calldata calls) external returns (bytes[] memory results);

    /// @notice Adds a member. Council only. A majority must remain: with the last call of its proposal, members < 2 * threshold. Starts a new round. Emits `MemberAdded`.
    function addMember(address member) external;

    /// @notice Removes a member. Council only. Starts a new round. Emits `MemberRemoved`.
    function removeMember(address member) external;

    /// @notice Sets how many approvals a proposal needs, more than half of the members. Council only. Starts a new round. Emits `ThresholdChanged`.
    function setThreshold(uint256 threshold_) external;

    /// @notice Sets how long an approved proposal waits, not less than `leastDelay`, and how long a proposal lives, at least a day longer and
    /// 90 days at most; in seconds. Council only. Starts a new round. Emits `DelayChanged`.
    function setDelay(uint64 delay_, uint64 lifetime_) external;

    /// @notice All members, in no particular order.
    function members() external view returns (address[] memory);

    /// @notice k: how many approvals a proposal needs.
    function threshold() external view returns (uint256);

    /// @notice The least delay in seconds, fixed when the contract was made. 0 is for development only.
    function leastDelay() external view returns (uint64);

    /// @notice Seconds between the k-th approval and the execution.
    function delay() external view returns (uint64);

    /// @notice Seconds a proposal lives from proposing.
    function lifetime() external view returns (uint64);

    /// @notice Grows with every change of members, threshold or delay; open proposals of an earlier round are void.
    function round() external view returns (uint64);

    /// @notice A proposal; zeros when there is none.
    function proposalOf(bytes32 proposal) external view returns (Proposal memory);

    /// @notice Whether a member's approval of a proposal stands.
    function hasApproved(bytes32 proposal, address member) external view returns (bool);

    /// @notice How many proposals were ever made.
    function proposalCount() external view returns (uint256);
}
