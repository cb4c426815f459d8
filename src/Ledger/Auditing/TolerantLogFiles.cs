using Ledger.Verify.Faults;

namespace Ledger.Auditing;

/// <summary>
/// The files of a log. An exception that the caller recognises becomes an <see cref="UnreadFileException"/>, and the audit continues without that
/// file. Any other exception is passed to the caller.
/// </summary>
internal sealed class TolerantLogFiles(ILogFiles files, Func<Exception, FaultException?> recognise) : ILogFiles
{
    public async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await files.ReadAsync(path, cancellationToken);
        }
        catch (Exception problem) when (!cancellationToken.IsCancellationRequested)
        {
            if (recognise(problem) is { } known)
            {
                throw new UnreadFileException(new UnreadFile(path, known.Fault, known.Reason), problem);
            }

            throw;
        }
    }

    public IEnumerable<int> PartialWidths(string fullPath) => files.PartialWidths(fullPath);
}
