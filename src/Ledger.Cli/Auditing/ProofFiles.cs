using Ledger.Auditing;
using Ledger.Cli.Output;

namespace Ledger.Cli.Auditing;

/// <summary>
/// A log's files for a proof, which is made of all the files it needs or not at all. A file that cannot be read counts as absent, and
/// <see cref="Problem"/> says why. Used by one thread at a time.
/// </summary>
internal sealed class ProofFiles(LogSource source) : ILogFiles
{
    /// <summary>The first file that could not be read; null when every file could.</summary>
    public CliException? Problem { get; private set; }

    public async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await source.ReadAsync(path, cancellationToken);
        }
        catch (CliException problem) when (LogSource.Recognise(problem) is not null)
        {
            Problem ??= problem;
            return null;
        }
    }

    public IEnumerable<int> PartialWidths(string fullPath) => source.PartialWidths(fullPath);
}
