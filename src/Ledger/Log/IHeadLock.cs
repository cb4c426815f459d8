using Ledger.Verify.Faults;

namespace Ledger.Log;

/// <summary>
/// The newest head of one log. It is stored apart from the log and never backed up. So a log that was restored from a backup is recognised before
/// it is written.
/// </summary>
/// <remarks>
/// <para>Durability: the head MUST be durable when <see cref="AdvanceAsync"/> returns. A crash during the call MUST leave the head before or the new
/// one, never none and never a mixture. The caller advances before a checkpoint of the head can be seen.</para>
/// <para>Concurrency: one process at a time holds the lock of a log; opening it a second time MUST fail while the first holds it. An instance is used
/// by one thread at a time.</para>
/// <para>Retries: advancing to the head that is held already changes nothing. After an exception the outcome is unknown; the writer MUST stop until
/// the log is opened again. A lock that was lost since then MUST answer with an exception and MUST NOT write.</para>
/// </remarks>
public interface IHeadLock : IAsyncDisposable
{
    /// <summary>The newest head whose checkpoint may have been shown; null when there is none yet.</summary>
    HeldHead? Held { get; }

    /// <summary>Moves the lock to a head, which MUST NOT be smaller than the one it holds.</summary>
    /// <exception cref="FaultException"><see cref="LogFaults.StorageFails"/>: the lock was lost, or its place cannot be written.</exception>
    /// <exception cref="IOException">Its file cannot be written.</exception>
    ValueTask AdvanceAsync(HeldHead head, CancellationToken cancellationToken);
}
