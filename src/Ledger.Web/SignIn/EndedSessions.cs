using System.Collections.Concurrent;

namespace Ledger.Web.SignIn;

/// <summary>
/// The sessions that were ended by signing out or in again, for as long as their cookie could still be used: a copy of the cookie is worth nothing. Kept in
/// memory; after a restart a copy could be used until the session's latest end. Safe for use from any thread.
/// </summary>
internal sealed class EndedSessions(TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _ended = new(StringComparer.Ordinal);

    /// <summary>Ends a session.</summary>
    /// <param name="session">The id of the session.</param>
    /// <param name="until">When the session would have ended at the latest.</param>
    public void End(string session, DateTimeOffset until)
    {
        var now = clock.GetUtcNow();
        foreach (var (old, end) in _ended)
        {
            if (end < now)
            {
                _ended.TryRemove(old, out _);
            }
        }

        _ended[session] = until;
    }

    public bool Contains(string session) => _ended.ContainsKey(session);
}
