using Ledger.Ethereum.Encoding;

namespace Ledger.Ethereum.Contracts;

/// <summary>The council's part of <c>DepartmentRegistry</c>; a test compares it with the committed ABI.</summary>
internal static class CouncilAbi
{
    // Members.
    public static readonly AbiFunction Propose = new("propose", "(bytes[],string)", "(bytes32)");
    public static readonly AbiFunction Approve = new("approve", "(bytes32)");
    public static readonly AbiFunction RevokeApproval = new("revokeApproval", "(bytes32)");
    public static readonly AbiFunction Execute = new("execute", "(bytes32,bytes[])", "(bytes[])");

    // The council itself, through a proposal.
    public static readonly AbiFunction AddMember = new("addMember", "(address)");
    public static readonly AbiFunction RemoveMember = new("removeMember", "(address)");
    public static readonly AbiFunction SetThreshold = new("setThreshold", "(uint256)");
    public static readonly AbiFunction SetDelay = new("setDelay", "(uint64,uint64)");

    // Views.
    public static readonly AbiFunction Members = new("members", "()", "(address[])");
    public static readonly AbiFunction Threshold = new("threshold", "()", "(uint256)");
    public static readonly AbiFunction Delay = new("delay", "()", "(uint64)");
    public static readonly AbiFunction Lifetime = new("lifetime", "()", "(uint64)");
    public static readonly AbiFunction Round = new("round", "()", "(uint64)");
    public static readonly AbiFunction ProposalOf =
        new("proposalOf", "(bytes32)", "((address,uint64,uint64,uint64,uint64,uint64,uint64,uint256,bytes32))");
    public static readonly AbiFunction HasApproved = new("hasApproved", "(bytes32,address)", "(bool)");
    public static readonly AbiFunction ProposalCount = new("proposalCount", "()", "(uint256)");

    /// <summary>Indexed: the proposal and its proposer.</summary>
    public static readonly AbiEvent Proposed = new("Proposed(bytes32,address,bytes[],string,uint64)", "(bytes[],string,uint64)");

    /// <summary>The list of calls as the contract hashes it.</summary>
    public static readonly AbiType Calls = AbiType.Parse("(bytes[])");

    public static IEnumerable<AbiFunction> All =>
    [
        Propose, Approve, RevokeApproval, Execute, AddMember, RemoveMember, SetThreshold, SetDelay, Members, Threshold, Delay, Lifetime, Round,
        ProposalOf, HasApproved, ProposalCount,
    ];

    public static IEnumerable<AbiEvent> Events => [Proposed];
}
