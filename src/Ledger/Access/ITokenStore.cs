using Ledger.Verify.Faults;

namespace Ledger.Access;

/// <summary>
/// Where the tokens of one node and the operator's log are kept. Of a token only its SHA-256 is kept.
/// </summary>
/// <remarks>
/// <para>Durability: when <see cref="ITokenSession.Commit"/> returns, events and list MUST be durable. A crash during the call may leave the events
/// without the list, and MUST NOT leave the list without the events: a withdrawal counts as soon as its event is kept. The events are only ever
/// appended to.</para>
/// <para>Concurrency: safe for use from any thread and from several processes. What one process commits MUST be seen by the next
/// <see cref="IsCurrent"/> of every other. One session is open at a time, over all processes.</para>
/// <para>Retries: reading may be retried at any time. After an exception of a commit the caller MUST read again before it decides.</para>
/// <para><see cref="IsCurrent"/> is asked once for each request of the node, so it MUST be cheap. What cannot be read MUST be an exception and never an
/// empty list: a withdrawal may stand there.</para>
/// </remarks>
public interface ITokenStore
{
    /// <summary>Whether a snapshot is still what the store holds.</summary>
    bool IsCurrent(TokenSnapshot snapshot);

    /// <summary>What the store holds now; an empty list when it never held a token.</summary>
    /// <exception cref="FaultException"><see cref="StoreFaults.Damaged"/>: it is not what was written.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    TokenSnapshot Read();

    /// <summary>Keeps every other writer out, waiting for one that is at work, and reads what the store holds.</summary>
    /// <exception cref="FaultException"><see cref="StoreFaults.Damaged"/>: what it holds is not what was written.</exception>
    /// <exception cref="IOException">It cannot be read or written, or another writer is at work for longer than 10 seconds.</exception>
    ITokenSession Begin();
}
