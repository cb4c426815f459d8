using Ledger.Auditing;
using Ledger.Inputs;
using Ledger.Verify.Faults;
using Ledger.Verify.Notes;

namespace Ledger.Nodes;

/// <summary>A public log. A <see cref="FaultException"/> means that the log could not be read. It does not mean that the log is wrong.</summary>
/// <param name="key">The log's key. Null if the caller checks the checkpoint itself.</param>
internal abstract class LogSource(VerifierKey? key) : IPublicLog
{
    /// <inheritdoc/>
    public FaultException? Recognise(Exception problem) =>
        problem is FaultException unread && (unread.Fault == RunFaults.Unreachable || unread.Fault == RunFaults.Refused || unread.Fault == RunFaults.CannotBeRead
            || unread.Fault == RunFaults.FileUnreadable)
            ? unread
            : null;

    /// <exception cref="FaultException">The log cannot be reached, or the file is not a file of a log.</exception>
    public async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var file = await FetchAsync(path, cancellationToken);
        return file is { } bytes && LogFileForm.Describe(path, bytes, key) is { } other ? throw InputFiles.Unreadable(path, other) : file;
    }

    protected abstract ValueTask<ReadOnlyMemory<byte>?> FetchAsync(string path, CancellationToken cancellationToken);

    public virtual IEnumerable<int> PartialWidths(string fullPath) => [];

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
    }
}
