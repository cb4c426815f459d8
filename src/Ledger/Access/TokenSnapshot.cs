using System.Collections.Immutable;
using Ledger.Verify.Faults;

namespace Ledger.Access;

/// <summary>The content of a token store at one moment. Immutable.</summary>
/// <param name="Entries">The stored list of tokens. A recent withdrawal may be only in the events.</param>
/// <param name="Events">The operator's log, oldest first.</param>
/// <param name="Version">The version of the content. Only the store interprets it.</param>
public sealed record TokenSnapshot(ImmutableList<TokenEntry> Entries, IReadOnlyList<OperatorEvent> Events, object Version)
{
    /// <summary>The fault if the store has lost a part of its content. Null if nothing is missing.</summary>
    public Fault? Lost { get; init; }
}
