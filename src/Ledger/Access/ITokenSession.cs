using System.Collections.Immutable;

namespace Ledger.Access;

/// <summary>One change of the tokens. It excludes other writers until it is disposed. For one thread.</summary>
public interface ITokenSession : IDisposable
{
    /// <summary>The content of the store at the start of the session.</summary>
    TokenSnapshot Snapshot { get; }

    /// <summary>Appends the events, then replaces the list. Call it at most once. A session without a commit changes nothing.</summary>
    /// <param name="events">At least one.</param>
    /// <param name="entries">The whole list.</param>
    void Commit(IReadOnlyList<OperatorEvent> events, ImmutableList<TokenEntry> entries);
}
