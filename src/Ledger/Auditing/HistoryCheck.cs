using Ledger.Verify.Faults;
using Ledger.Verify.Trees;

namespace Ledger.Auditing;

/// <summary>
/// Checks whether heads signed by one key belong to one history. The caller has verified the signature of every head with the same key.
/// </summary>
public static class HistoryCheck
{
    /// <summary>
    /// Compares an audited log with a head of an earlier audit. <see cref="LogAuditOptions.RootsAt"/> of the audit must contain the size of that
    /// head.
    /// </summary>
    public static async Task<HistoryResult> CompareWithAuditAsync(
        SignedCheckpoint remembered, LogAuditReport report, ILogFiles files, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(remembered);
        ArgumentNullException.ThrowIfNull(report);
        if (report.Head is not { } head)
        {
            return HistoryResult.Unknown;
        }

        if (head.Size < remembered.Size)
        {
            return HistoryResult.FromContradiction(new Contradiction(AuditFaults.Shrank, remembered, head));
        }

        if (head.Size == remembered.Size)
        {
            return CompareSameSize(remembered, head);
        }

        if (!report.IsRootConfirmed || !report.RootsAt.TryGetValue(remembered.Size, out var root))
        {
            return HistoryResult.Unknown;
        }

        return root == remembered.Root
            ? HistoryResult.Extends
            : HistoryResult.FromContradiction(await ProveAsync(remembered, head, root, files, cancellationToken));
    }

    /// <summary>Compares two heads without the log. The answer is unknown for heads of different sizes.</summary>
    public static HistoryResult CompareHeads(SignedCheckpoint one, SignedCheckpoint other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        return one.Size == other.Size ? CompareSameSize(one, other) : HistoryResult.Unknown;
    }

    /// <summary>
    /// Compares two heads by reading a few tiles of the log. A contradiction is between one of them and the head that the log shows now.
    /// </summary>
    /// <param name="one">The first head.</param>
    /// <param name="other">The second head.</param>
    /// <param name="shown">The head that the log shows now.</param>
    /// <param name="files">The log.</param>
    /// <param name="cancellationToken">Cancels the reads.</param>
    public static async Task<HistoryResult> CompareHeadsAsync(
        SignedCheckpoint one, SignedCheckpoint other, SignedCheckpoint shown, ILogFiles files, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        ArgumentNullException.ThrowIfNull(shown);
        if (one.Size == other.Size && one.Root != other.Root)
        {
            return CompareSameSize(one, other);
        }

        var answer = HistoryResult.Extends;
        foreach (var head in one.Size <= other.Size ? (SignedCheckpoint[])[one, other] : [other, one])
        {
            var result = await CompareWithShownAsync(head, shown, files, cancellationToken);
            if (result.Answer is HistoryAnswer.Contradicts)
            {
                return result;
            }

            answer = result.Answer is HistoryAnswer.Unknown ? result : answer;
        }

        return answer;
    }

    private static async Task<HistoryResult> CompareWithShownAsync(
        SignedCheckpoint head, SignedCheckpoint shown, ILogFiles files, CancellationToken cancellationToken)
    {
        if (head.Size > shown.Size)
        {
            return HistoryResult.FromContradiction(new Contradiction(AuditFaults.Shrank, head, shown));
        }

        if (head.Size == shown.Size)
        {
            return CompareSameSize(head, shown);
        }

        var reader = new HistoryReader(files, shown.Size);
        if (await reader.RootAsync(head.Size, cancellationToken) is not { } root
            || await reader.ConsistencyAsync(head.Size, shown.Size, cancellationToken) is not { } proof
            || !ConsistencyProof.Verify(head.Size, root, shown.Size, shown.Root, proof))
        {
            return HistoryResult.Unknown; // The tiles do not lead to the signed root, so they prove nothing.
        }

        return root == head.Root
            ? HistoryResult.Extends
            : HistoryResult.FromContradiction(new Contradiction(AuditFaults.SplitView, head, shown) { ComputedRoot = root, Proof = proof });
    }

    private static HistoryResult CompareSameSize(SignedCheckpoint older, SignedCheckpoint newer) => older.Root == newer.Root
        ? HistoryResult.Extends
        : HistoryResult.FromContradiction(new Contradiction(AuditFaults.SplitView, older, newer));

    private static async Task<Contradiction> ProveAsync(
        SignedCheckpoint older, SignedCheckpoint newer, Digest root, ILogFiles files, CancellationToken cancellationToken) =>
        new(AuditFaults.SplitView, older, newer)
        {
            ComputedRoot = root,
            Proof = await new HistoryReader(files, newer.Size).ConsistencyAsync(older.Size, newer.Size, cancellationToken) ?? [],
        };
}
