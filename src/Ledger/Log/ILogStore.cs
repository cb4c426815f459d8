namespace Ledger.Log;

/// <summary>Where one department's entries and encrypted payloads are kept: read by anybody, written in sessions.</summary>
/// <remarks>Reads MUST see every batch whose commit has returned, from the moment it returned. A department has one writer, so a second process that
/// opens the store for writing MUST be refused, or each of its sessions MUST see what the first committed.</remarks>
public interface ILogStore : ILogReader, IAsyncDisposable
{
    /// <summary>Takes the lock on the log, waiting for a session that is open. The caller disposes the session soon.</summary>
    /// <exception cref="ObjectDisposedException">The store is closed.</exception>
    ValueTask<ILogSession> BeginWriteAsync(CancellationToken cancellationToken);
}
