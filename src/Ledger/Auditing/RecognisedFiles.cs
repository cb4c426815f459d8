namespace Ledger.Auditing;

/// <summary>
/// A log's files, where an exception that the caller recognises becomes an <see cref="UnreadFileException"/>: the audit goes on without the
/// file. Every other exception goes through.
/// </summary>
internal sealed class RecognisedFiles(ILogFiles files, Func<Exception, UnreadReason?> recognise) : ILogFiles
{
    public async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await files.ReadAsync(path, cancellationToken);
        }
        catch (Exception problem) when (!cancellationToken.IsCancellationRequested)
        {
            if (recognise(problem) is { } reason)
            {
                throw new UnreadFileException(new UnreadFile(path, reason), problem);
            }

            throw;
        }
    }

    public IEnumerable<int> PartialWidths(string fullPath) => files.PartialWidths(fullPath);
}
