using System.Globalization;
using Ledger.Ethereum.Transactions;
using Ledger.Inputs;
using Ledger.Verify.Faults;

namespace Ledger.Ethereum.Council;

/// <summary>Checks what a member may do with a proposal before anything is sent. The contract checks it again. Stateless.</summary>
public static class VoteRules
{
    /// <exception cref="FaultException">The account is not a member.</exception>
    public static void EnsureMember(CouncilState council, OperatorKey key)
    {
        ArgumentNullException.ThrowIfNull(council);
        ArgumentNullException.ThrowIfNull(key);
        if (!council.Members.Contains(key.Address))
        {
            throw new FaultException(GovernanceFaults.NotAMember, key.Address.ToString());
        }
    }

    /// <exception cref="FaultException">The proposal is closed, or the account has already approved it.</exception>
    public static void EnsureApprovable(CouncilState council, CouncilProposal proposal, OperatorKey key)
    {
        EnsureOpen(council, proposal);
        if (proposal.ApprovedBy.Contains(key.Address))
        {
            throw new FaultException(GovernanceFaults.AlreadyApproved, key.Address.ToString());
        }
    }

    /// <exception cref="FaultException">The proposal is closed, or the account has not approved it.</exception>
    public static void EnsureRevocable(CouncilState council, CouncilProposal proposal, OperatorKey key)
    {
        EnsureOpen(council, proposal);
        if (!proposal.ApprovedBy.Contains(key.Address))
        {
            throw new FaultException(GovernanceFaults.NotApproved, key.Address.ToString());
        }
    }

    /// <exception cref="FaultException">The proposal is closed, has too few approvals, or its delay is not over.</exception>
    public static void EnsureExecutable(CouncilState council, CouncilProposal proposal, OperatorKey key)
    {
        EnsureOpen(council, proposal);
        if (proposal.ReadyAt is not { } ready)
        {
            throw new FaultException(
                GovernanceFaults.ApprovalsMissing, string.Create(CultureInfo.InvariantCulture, $"{proposal.ApprovedBy.Length} of {council.Threshold}"));
        }

        if (council.Time < ready)
        {
            throw new FaultException(GovernanceFaults.TooEarly, UtcTimes.Text(ready));
        }
    }

    private static void EnsureOpen(CouncilState council, CouncilProposal proposal)
    {
        var (fault, detail) = proposal.StageIn(council) switch
        {
            ProposalStage.Executed => (GovernanceFaults.ProposalExecuted, UtcTimes.Text(proposal.ExecutedAt)),
            ProposalStage.Void => (GovernanceFaults.ProposalVoid, string.Create(CultureInfo.InvariantCulture, $"round {proposal.Round}, now {council.Round}")),
            ProposalStage.Expired => (GovernanceFaults.ProposalExpired, UtcTimes.Text(proposal.ExpiresAt)),
            _ => (null, null),
        };
        if (fault is not null)
        {
            throw new FaultException(fault, detail ?? "");
        }
    }
}
