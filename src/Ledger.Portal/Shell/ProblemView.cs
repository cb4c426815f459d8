using Ledger.Verify.Faults;

namespace Ledger.Portal.Shell;

/// <summary>What the problem page says: what happened, and what to do.</summary>
/// <param name="Code">The code of the fault.</param>
/// <param name="Title">What happened.</param>
/// <param name="Action">What to do.</param>
/// <param name="Details">What exactly is wrong with the request. Can be empty.</param>
/// <param name="Status">The HTTP status, which says whose fault it is.</param>
/// <param name="TraceId">The id of the request in the node's log, for the operator.</param>
public sealed record ProblemView(string Code, LocalizedText Title, LocalizedText Action, IReadOnlyList<LocalizedText> Details, int Status, string TraceId)
{
    /// <summary>Whether this service failed, and not the request.</summary>
    public bool IsOurs => Status >= 500;
}
