using System.Collections.Immutable;

namespace Ledger.Access;

/// <summary>One change of the tokens, while no other writer is at work. Used by one thread; dispose it to let others write.</summary>
public interface ITokenSession : IDisposable
{
    /// <summary>What the store held when the session began.</summary>
    TokenSnapshot Snapshot { get; }

    /// <summary>Appends the events, then puts the list in place of the one before. At most once. A session that is disposed without it changes nothing.</summary>
    /// <param name="events">At least one.</param>
    /// <param name="entries">The whole list.</param>
    void Commit(IReadOnlyList<OperatorEvent> events, ImmutableList<TokenEntry> entries);
}
