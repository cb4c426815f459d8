using Ledger.Verify.Faults;

namespace Ledger.Anchoring;

/// <summary>The state of a department's log on the chain, for the health page.</summary>
/// <param name="AnchoredSize">The size of the newest head on chain. 0 before the first.</param>
/// <param name="LastContact">When the chain last answered. Null if it never did.</param>
/// <param name="Fault">Why log and chain disagree. Null if they agree.</param>
/// <param name="PendingStatuses">The known status entries that are not on chain yet.</param>
/// <param name="WaitingSince">When the oldest entry without an anchor was logged. Null if there is none.</param>
public sealed record AnchoringState(
    long AnchoredSize, DateTimeOffset? LastContact, Fault? Fault, int PendingStatuses, DateTimeOffset? WaitingSince = null)
{
    public static AnchoringState Unknown { get; } = new(0, null, null, 0);
}
