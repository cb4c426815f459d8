using Ledger.Verify.Trees;

namespace Ledger.Auditing;

/// <summary>Whether heads that one key has signed belong to one history. All heads given here have been read with the same key.</summary>
public static class HistoryCheck
{
    /// <summary>
    /// Compares an audited log with a head that was remembered from before. The audit must have been asked for the root at its size.
    /// </summary>
    public static async Task<HistoryResult> AgainstAsync(
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
            return HistoryResult.Of(new Contradiction(AuditFaults.Shrank, remembered, head));
        }

        if (head.Size == remembered.Size)
        {
            return OfOneSize(remembered, head);
        }

        if (!report.IsRootConfirmed || !report.RootsAt.TryGetValue(remembered.Size, out var root))
        {
            return HistoryResult.Unknown;
        }

        return root == remembered.Root
            ? HistoryResult.Extends
            : HistoryResult.Of(await ProveAsync(remembered, head, root, files, cancellationToken));
    }

    /// <summary>Compares two heads by themselves: heads of one size only can be.</summary>
    public static HistoryResult Between(SignedCheckpoint one, SignedCheckpoint other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        return one.Size == other.Size ? OfOneSize(one, other) : HistoryResult.Unknown;
    }

    /// <summary>
    /// Compares two heads with the help of the log, of which a few tiles are read. Where they do not agree, the contradiction is between
    /// one of them and the head that the log shows now.
    /// </summary>
    /// <param name="one">A head.</param>
    /// <param name="other">Another.</param>
    /// <param name="shown">The head that the log shows.</param>
    /// <param name="files">The log.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<HistoryResult> BetweenAsync(
        SignedCheckpoint one, SignedCheckpoint other, SignedCheckpoint shown, ILogFiles files, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        ArgumentNullException.ThrowIfNull(shown);
        if (one.Size == other.Size && one.Root != other.Root)
        {
            return OfOneSize(one, other);
        }

        var answer = HistoryResult.Extends;
        foreach (var head in one.Size <= other.Size ? (SignedCheckpoint[])[one, other] : [other, one])
        {
            var result = await OfShownAsync(head, shown, files, cancellationToken);
            if (result.Answer is HistoryAnswer.Contradicts)
            {
                return result;
            }

            answer = result.Answer is HistoryAnswer.Unknown ? result : answer;
        }

        return answer;
    }

    private static async Task<HistoryResult> OfShownAsync(
        SignedCheckpoint head, SignedCheckpoint shown, ILogFiles files, CancellationToken cancellationToken)
    {
        if (head.Size > shown.Size)
        {
            return HistoryResult.Of(new Contradiction(AuditFaults.Shrank, head, shown));
        }

        if (head.Size == shown.Size)
        {
            return OfOneSize(head, shown);
        }

        var reader = new HistoryReader(files, shown.Size);
        if (await reader.RootAsync(head.Size, cancellationToken) is not { } root
            || await reader.ConsistencyAsync(head.Size, shown.Size, cancellationToken) is not { } proof
            || !ConsistencyProof.Verify(head.Size, root, shown.Size, shown.Root, proof))
        {
            return HistoryResult.Unknown; // The tiles do not lead to the signed root, so they say nothing.
        }

        return root == head.Root
            ? HistoryResult.Extends
            : HistoryResult.Of(new Contradiction(AuditFaults.SplitView, head, shown) { ComputedRoot = root, Proof = proof });
    }

    private static HistoryResult OfOneSize(SignedCheckpoint older, SignedCheckpoint newer) => older.Root == newer.Root
        ? HistoryResult.Extends
        : HistoryResult.Of(new Contradiction(AuditFaults.SplitView, older, newer));

    private static async Task<Contradiction> ProveAsync(
        SignedCheckpoint older, SignedCheckpoint newer, Digest root, ILogFiles files, CancellationToken cancellationToken) =>
        new(AuditFaults.SplitView, older, newer)
        {
            ComputedRoot = root,
            Proof = await new HistoryReader(files, newer.Size).ConsistencyAsync(older.Size, newer.Size, cancellationToken) ?? [],
        };
}
