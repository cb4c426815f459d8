using System.Globalization;
using Ledger.Inputs;
using Ledger.Verify.Faults;
using Ledger.Verify.Notes;

namespace Ledger.Auditing;

/// <summary>Decides whether two checkpoints of one log can both be true. Stateless.</summary>
/// <param name="files">Reads the checkpoints.</param>
/// <param name="logs">Opens the log.</param>
/// <param name="key">The log's key.</param>
public sealed class CompareCheckpoints(InputFiles files, IPublicLogs logs, VerifierKey key)
{
    private const int MaxNote = 1024 * 1024;

    /// <summary>Reads a checkpoint that the log has signed.</summary>
    /// <exception cref="FaultException">The file cannot be read, or is not such a checkpoint.</exception>
    public async Task<SignedCheckpoint> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var file = await files.UnmarkedAsync(path, MaxNote, cancellationToken);
        return SignedCheckpoint.TryRead(file, key, out var head, out var fault) ? head
            : LogFileForm.DescribeCheckpoint(file, key) is { } other ? throw InputFiles.Unreadable(path, other)
            : throw new FaultException(RunFaults.NoteUnusable, $"{path}: {fault.Code} {fault.Title.En} {fault.Title.Zh}");
    }

    /// <summary>Compares two checkpoints.</summary>
    /// <param name="one">One.</param>
    /// <param name="other">The other.</param>
    /// <param name="log">The address or the folder of the log; null without one, which is enough for two checkpoints of one size.</param>
    /// <param name="cancellationToken">Stops the comparison.</param>
    /// <returns>Whether the two extend or contradict each other; never unknown.</returns>
    /// <exception cref="FaultException">The log is needed, or its files do not lead to its signed root.</exception>
    public async Task<HistoryResult> RunAsync(SignedCheckpoint one, SignedCheckpoint other, string? log, CancellationToken cancellationToken)
    {
        var alone = HistoryCheck.CompareHeads(one, other);
        if (alone.Answer is not HistoryAnswer.Unknown)
        {
            return alone;
        }

        if (log is null)
        {
            throw new FaultException(RunFaults.LogNeeded, string.Create(CultureInfo.InvariantCulture, $"{one.Size}, {other.Size}"));
        }

        using var source = logs.Open(log, key);
        if (await source.ReadAsync("checkpoint", cancellationToken) is not { } bytes)
        {
            throw new FaultException(RunFaults.NoLog, log);
        }

        if (!SignedCheckpoint.TryRead(bytes.Span, key, out var shown, out var fault))
        {
            throw new FaultException(RunFaults.LogUnusable, $"{log}: {fault.Code} {fault.Title.En} {fault.Title.Zh}");
        }

        var proofs = new ProofFiles(source);
        var result = await HistoryCheck.CompareHeadsAsync(one, other, shown, proofs, cancellationToken);
        return result.Answer is not HistoryAnswer.Unknown ? result : throw proofs.Problem ?? new FaultException(RunFaults.LogUnusable, log);
    }
}
