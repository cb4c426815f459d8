using System.Collections.Immutable;
using Ledger.Verify.Faults;

namespace Ledger.Anchoring;

/// <summary>
/// The faults that mean that the chain cannot be used now: it did not answer, it answered with an error, or it is not the chain that it should be.
/// They say nothing about the question, and a later retry is safe. An exception that nobody foresaw is never one of them. Stateless.
/// </summary>
public static class ChainOutages
{
    private static readonly ImmutableArray<Fault> Refusals = [AnchoringFaults.FundsMissing, AnchoringFaults.TransactionRefused];

    private static readonly ImmutableArray<Fault> Faults =
    [
        AnchoringFaults.ChainUnreachable, AnchoringFaults.ContractsMissing, AnchoringFaults.OtherChain, AnchoringFaults.HostNotAllowed,
        AnchoringFaults.HeadImpossible, .. Refusals,
    ];

    /// <summary>Whether the exception reports an outage of the chain.</summary>
    public static bool Includes(Exception problem) => problem is FaultException { Fault: var fault } && Faults.Contains(fault);

    /// <summary>
    /// Whether the node refuses the transaction for another reason than its nonce or its price: no funds, no permission, a limit. The bytes stay
    /// good, so the same may be sent again when the reason no longer exists.
    /// </summary>
    public static bool IsRefusedTransaction(Exception problem) => problem is FaultException { Fault: var fault } && Refusals.Contains(fault);

    /// <summary>Makes the exception for a chain that did not answer, or answered with something unusable.</summary>
    /// <param name="detail">Which endpoint, and what it did.</param>
    /// <param name="inner">The cause; null without one.</param>
    public static FaultException Create(string detail, Exception? inner = null) => new(AnchoringFaults.ChainUnreachable, detail, inner);

    /// <summary>What an exception of the chain says, without the title of its fault.</summary>
    public static string Describe(Exception problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        return problem is FaultException { Detail: var detail } ? detail : problem.Message;
    }
}
