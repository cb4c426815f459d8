using System.Collections.Immutable;
using Ledger.Verify.Faults;

namespace Ledger.Access;

/// <summary>What a token store held at one moment. Immutable.</summary>
/// <param name="Entries">The list of tokens, as it was written: a withdrawal may stand in the events alone.</param>
/// <param name="Events">The operator's log, oldest first.</param>
/// <param name="Version">What the store knows this moment by. Only the store compares it.</param>
public sealed record TokenSnapshot(ImmutableList<TokenEntry> Entries, IReadOnlyList<OperatorEvent> Events, object Version)
{
    /// <summary>What the store has had and does not have any more; null when nothing is missing.</summary>
    public Fault? Lost { get; init; }
}
