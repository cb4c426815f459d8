namespace Ledger.Auditing;

/// <summary>
/// A log's files for a proof, which needs all of its files or cannot be made. A file that cannot be read counts as absent, and
/// <see cref="Problem"/> says why. For one thread at a time.
/// </summary>
/// <param name="source">The log.</param>
public sealed class ProofFiles(IPublicLog source) : ILogFiles
{
    /// <summary>The exception of the first file that could not be read; null when every file could.</summary>
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
