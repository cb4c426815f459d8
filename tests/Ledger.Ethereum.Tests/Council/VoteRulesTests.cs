using Ledger.Ethereum.Council;
using Ledger.Ethereum.Transactions;
using Ledger.Keys;
using Ledger.Verify.Chain;
using Ledger.Verify.Faults;

namespace Ledger.Ethereum.Tests.Council;

/// <summary>What a member may not do with a proposal, one refusal each.</summary>
public sealed class VoteRulesTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddDays(1000);
    private static readonly OperatorKey Member = KeyOf(1);
    private static readonly OperatorKey Other = KeyOf(2);

    private static readonly CouncilState Council = new()
    {
        Members = [Member.Address, Other.Address],
        Threshold = 2,
        LeastDelay = TimeSpan.FromHours(24),
        Delay = TimeSpan.FromHours(24),
        Lifetime = TimeSpan.FromDays(14),
        Round = 3,
        ProposalCount = 1,
        Block = ChainBlock.None,
        Time = Now,
    };

    private static readonly CouncilProposal Open = new()
    {
        Id = default,
        Proposer = Other.Address,
        Reason = "",
        Calls = [],
        ProposedAt = Now.AddHours(-1),
        ReadyAt = null,
        ExpiresAt = Now.AddDays(13),
        Round = 3,
        ExecutedAt = null,
        ApprovedBy = [Other.Address],
    };

    private static readonly CouncilProposal Ready = Open with { ReadyAt = Now, ApprovedBy = [Member.Address, Other.Address] };

    [Fact]
    public void EnsureMember_AMember_Passes() => VoteRules.EnsureMember(Council, Member);

    [Fact]
    public void EnsureMember_AStranger_IsRefused() => AssertRefused(GovernanceFaults.NotAMember, () => VoteRules.EnsureMember(Council, KeyOf(3)));

    [Fact]
    public void EnsureApprovable_AnOpenProposal_Passes() => VoteRules.EnsureApprovable(Council, Open, Member);

    [Fact]
    public void EnsureApprovable_Twice_IsRefused() => AssertRefused(GovernanceFaults.AlreadyApproved, () => VoteRules.EnsureApprovable(Council, Open, Other));

    [Fact]
    public void EnsureRevocable_OnesOwnApproval_Passes() => VoteRules.EnsureRevocable(Council, Open, Other);

    [Fact]
    public void EnsureRevocable_NoApproval_IsRefused() => AssertRefused(GovernanceFaults.NotApproved, () => VoteRules.EnsureRevocable(Council, Open, Member));

    [Fact]
    public void EnsureExecutable_AReadyProposal_Passes() => VoteRules.EnsureExecutable(Council, Ready, Member);

    [Fact]
    public void EnsureExecutable_TooFewApprovals_IsRefused() =>
        Assert.Equal("1 of 2", AssertRefused(GovernanceFaults.ApprovalsMissing, () => VoteRules.EnsureExecutable(Council, Open, Member)).Detail);

    [Fact]
    public void EnsureExecutable_BeforeTheDelayIsOver_IsRefused() =>
        AssertRefused(GovernanceFaults.TooEarly, () => VoteRules.EnsureExecutable(Council, Ready with { ReadyAt = Now.AddSeconds(1) }, Member));

    [Fact]
    public void Any_AnExecutedProposal_IsRefused() => AssertClosed(GovernanceFaults.ProposalExecuted, Open with { ExecutedAt = Now });

    [Fact]
    public void Any_AProposalOfAnEarlierRound_IsRefused() => AssertClosed(GovernanceFaults.ProposalVoid, Open with { Round = 2 });

    [Fact]
    public void Any_AnExpiredProposal_IsRefused() => AssertClosed(GovernanceFaults.ProposalExpired, Open with { ExpiresAt = Now });

    private static void AssertClosed(Fault expected, CouncilProposal proposal)
    {
        AssertRefused(expected, () => VoteRules.EnsureApprovable(Council, proposal, Member));
        AssertRefused(expected, () => VoteRules.EnsureRevocable(Council, proposal, Other));
        AssertRefused(expected, () => VoteRules.EnsureExecutable(Council, proposal, Member));
    }

    private static FaultException AssertRefused(Fault expected, Action call)
    {
        var problem = Assert.Throws<FaultException>(call);
        Assert.Equal(expected.Code, problem.Fault.Code);
        return problem;
    }

    private static OperatorKey KeyOf(byte number) => new(KeyOctets.FromBytes([.. new byte[31], number]));
}
