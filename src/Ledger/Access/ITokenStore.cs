using Ledger.Verify.Faults;

namespace Ledger.Access;

/// <summary>
/// The store of one node's tokens and of the operator's log. It stores only the SHA-256 of a token.
/// </summary>
/// <remarks>
/// <para>Durability: when <see cref="ITokenSession.Commit"/> returns, events and list MUST be durable. A crash during the call may leave the events
/// without the list, and MUST NOT leave the list without the events: a withdrawal is effective as soon as its event is stored. The events are
/// append-only.</para>
/// <para>Concurrency: safe for use from any thread and from several processes. What one process commits MUST be seen by the next
/// <see cref="IsCurrent"/> of every other. One session is open at a time, over all processes.</para>
/// <para>Retries: reading may be retried at any time. After an exception of a commit the caller MUST read again before it decides.</para>
/// <para><see cref="IsCurrent"/> is called at each request of the node, so it MUST be cheap. If the store cannot be read, a method MUST throw and MUST NOT
/// return an empty list, because the unread part may contain a withdrawal.</para>
/// </remarks>
public interface ITokenStore
{
    /// <summary>Whether a snapshot is still the content of the store.</summary>
    bool IsCurrent(TokenSnapshot snapshot);

    /// <summary>Reads the content of the store. A store that never had a token has an empty list.</summary>
    /// <exception cref="FaultException"><see cref="StoreFaults.Damaged"/>: the content is damaged.</exception>
    /// <exception cref="IOException">The store cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The process may not read the store.</exception>
    TokenSnapshot Read();

    /// <summary>Waits for the current writer, excludes every other writer, and reads the content of the store.</summary>
    /// <exception cref="FaultException"><see cref="StoreFaults.Damaged"/>: the content is damaged.</exception>
    /// <exception cref="IOException">The store cannot be read or written, or another writer takes longer than 10 seconds.</exception>
    ITokenSession Begin();
}
