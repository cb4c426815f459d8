namespace Ledger.Auditing;

/// <summary>
/// The files of a log for making a proof. A proof needs all its files. An unreadable file counts as absent, and <see cref="Problem"/> says why. Used
/// by one thread at a time.
/// </summary>
/// <param name="source">The log.</param>
public sealed class ProofFiles(IPublicLog source) : ILogFiles
{
    /// <summary>The exception for the first unreadable file. Null if there was none.</summary>
    public Exception? Problem { get; private set; }

    /// <inheritdoc/>
    public async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await source.ReadAsync(path, cancellationToken);
        }
        catch (Exception problem) when (source.Recognise(problem) is not null)
        {
            Problem ??= problem;
            return null;
        }
    }

    /// <inheritdoc/>
    public IEnumerable<int> PartialWidths(string fullPath) => source.PartialWidths(fullPath);
}
