// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title How the departments decide together
/// @notice A council of n members; k of them decide. A member proposes calls of this contract, members approve, and after a delay a member
/// executes. A proposal is valid on one chain, in one contract and in one round. It expires, and is executed at most once.
/// @dev Not promised: that an approved proposal succeeds when it is executed, or that anybody executes it.
interface ICouncil {
    /// @param proposer The member that proposed it; zero when there is no such proposal.
    /// @param proposedAt Block time.
    /// @param approvedAt The time of the k-th approval. It is 0 before, and again when approvals fall below k.
    /// @param readyAt The first time at which it may be executed; 0 while `approvedAt` is 0.
    /// @param expiresAt The first time at which it may no longer be executed.
    /// @param round The round of the council in which it is valid.
    /// @param executedAt The time of the execution; 0 before.
    /// @param approvals The number of members that approve.
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

    /// @notice A member proposed calls. Only this event contains the calls.
    event Proposed(bytes32 indexed proposal, address indexed proposer, bytes[] calls, string reason, uint64 expiresAt);
    /// @notice A member approved; `approvals` includes this approval.
    event Approved(bytes32 indexed proposal, address indexed member, uint256 approvals);
    /// @notice A member revoked its approval.
    event ApprovalRevoked(bytes32 indexed proposal, address indexed member);
    /// @notice All calls of a proposal were executed.
    event Executed(bytes32 indexed proposal);
    /// @notice The council has a new member.
    event MemberAdded(address indexed member);
    /// @notice A member left the council.
    event MemberRemoved(address indexed member);
    /// @notice A proposal needs this number of approvals from now on.
    event ThresholdChanged(uint256 threshold);
    /// @notice The delay and the lifetime of proposals from now on, in seconds.
    event DelayChanged(uint64 delay, uint64 lifetime);

    /// @notice The caller is not a member of the council.
    error NotAMember();
    /// @notice Only an executed proposal may call this.
    error NotTheCouncil();
    /// @notice Neither the zero address nor this contract can be a member: nobody could approve for it, or every proposal could.
    error MemberRefused(address member);
    /// @notice The account is already a member.
    error MemberExists(address member);
    /// @notice The account is not a member.
    error MemberUnknown(address member);
    /// @notice The rule is threshold <= members < 2 * threshold. Otherwise two halves could decide against each other.
    error QuorumImpossible(uint256 members, uint256 threshold);
    /// @notice The rule is leastDelay <= delay and delay + 1 day <= lifetime <= 90 days. Otherwise nobody could approve in time.
    error TimesRefused(uint64 delay, uint64 lifetime);
    /// @notice A proposal has 1 to 50 calls.
    error CallCountRefused(uint256 count);
    /// @notice A proposal is at most 64 KiB long, its ABI-encoded calls and its reason together. Not every member could read a longer one.
    error ProposalTooLong(uint256 length);
    /// @notice A call is too short: it must begin with the four bytes of a function selector.
    error CallMalformed(uint256 index);
    /// @notice There is no such proposal.
    error ProposalUnknown();
    /// @notice The proposal is already executed.
    error ProposalExecuted();
    /// @notice Members, threshold or delay changed after it was proposed; propose it again.
    error ProposalVoid();
    /// @notice The proposal has expired; propose it again.
    error ProposalExpired();
    /// @notice The caller already approves the proposal.
    error AlreadyApproved();
    /// @notice The caller does not approve the proposal.
    error NotApproved();
    /// @notice The proposal would expire before its delay is over; propose it again.
    error ApprovalTooLate(uint64 readyAt, uint64 expiresAt);
    /// @notice The proposal needs more approvals.
    error ApprovalsMissing(uint256 approvals, uint256 threshold);
    /// @notice The delay of the proposal is not over.
    error DelayNotOver(uint64 readyAt);
    /// @notice These calls are not the approved ones.
    error CallsDoNotMatch();

    /// @notice Proposes calls of this contract. The proposer also approves. Members only. Emits `Proposed` and `Approved`.
    /// @param calls 1 to 50 ABI-encoded calls of this contract. They run in this order, all or none.
    /// @param reason The reason, for the other members. It is stored in the event only, and nothing depends on it.
    /// @return proposal Keccak-256 of the ABI-encoded chain id, this address, the proposal's number and the hash of the calls.
    function propose(bytes[] calldata calls, string calldata reason) external returns (bytes32 proposal);

    /// @notice Approves a proposal. Each member approves once. Members only. The k-th approval starts the delay. Emits `Approved`.
    function approve(bytes32 proposal) external;

    /// @notice Revokes an approval, before the execution. When fewer than k remain, the next k-th approval restarts the delay. Emits
    /// `ApprovalRevoked`.
    function revokeApproval(bytes32 proposal) external;

    /// @notice Executes all calls of a proposal, or none. Members only, after the delay and before the expiry. When a call reverts, the execution
    /// reverts with the error of that call, and may be tried again. Emits `Executed` after the events of the calls.
    /// @param calls The proposed calls.
    /// @return results The return data of each call.
    function execute(bytes32 proposal, bytes[] calldata calls) external returns (bytes[] memory results);

    /// @notice Adds a member. Council only. After the last call of the proposal, members < 2 * threshold must hold. Starts a new round. Emits
    /// `MemberAdded`.
    function addMember(address member) external;

    /// @notice Removes a member. Council only. Starts a new round. Emits `MemberRemoved`.
    function removeMember(address member) external;

    /// @notice Sets the number of approvals that a proposal needs: more than half of the members. Council only. Starts a new round. Emits
    /// `ThresholdChanged`.
    function setThreshold(uint256 threshold_) external;

    /// @notice Sets the delay of an approved proposal, at least `leastDelay`, and the lifetime of a proposal, at least the delay and one day, at
    /// most 90 days; both in seconds. Council only. Starts a new round. Emits `DelayChanged`.
    function setDelay(uint64 delay_, uint64 lifetime_) external;

    /// @notice All members, in no defined order.
    function members() external view returns (address[] memory);

    /// @notice k, the number of approvals that a proposal needs.
    function threshold() external view returns (uint256);

    /// @notice The shortest possible delay in seconds, fixed at deployment. 0 is for development only.
    function leastDelay() external view returns (uint64);

    /// @notice The seconds between the k-th approval and the execution.
    function delay() external view returns (uint64);

    /// @notice The seconds between proposing and expiry.
    function lifetime() external view returns (uint64);

    /// @notice The number of the round. It grows with every change of members, threshold or delay. Open proposals of earlier rounds are void.
    function round() external view returns (uint64);

    /// @notice A proposal; zeros when there is none.
    function proposalOf(bytes32 proposal) external view returns (Proposal memory);

    /// @notice Whether a member currently approves a proposal.
    function hasApproved(bytes32 proposal, address member) external view returns (bool);

    /// @notice The number of proposals ever made.
    function proposalCount() external view returns (uint256);
}
