using Ledger.Verify.Faults;

namespace Ledger.Anchoring;

/// <summary>How a department's log and the chain stand to each other; a value for the health page.</summary>
/// <param name="AnchoredSize">The size of the newest head the chain holds; 0 before the first.</param>
/// <param name="LastContact">When the chain last answered; null when it never did.</param>
/// <param name="Fault">What keeps the two apart; null when nothing does.</param>
/// <param name="PendingStatuses">Status entries that are not on chain yet, as far as known.</param>
/// <param name="WaitingSince">When the oldest entry that no head on chain covers was logged; null when there is none.</param>
public sealed record AnchoringState(
    long AnchoredSize, DateTimeOffset? LastContact, Fault? Fault, int PendingStatuses, DateTimeOffset? WaitingSince = null)
{
    public static AnchoringState Unknown { get; } = new(0, null, null, 0);
}
