using System.Globalization;
using Ledger.Anchoring;
using Ledger.Faults;
using Ledger.Verify.Bundles;
using Ledger.Verify.Entries;

namespace Ledger.Auditing;

/// <summary>A status in the log that the chain did not show. It may be on its way.</summary>
/// <param name="Id">The record.</param>
/// <param name="Newest">Its newest status by the log.</param>
/// <param name="OnChain">Its status by the chain.</param>
public sealed record MissingStatus(Guid Id, LoggedStatus Newest, byte OnChain)
{
    /// <summary>The finding, for a status that has been missing for too long.</summary>
    public LogFinding ToFinding() => new(ChainAuditFaults.StatusNotOnChain, LogContents.PlaceOf(Id)) { First = Newest.Index, Last = Newest.Index };
}

/// <summary>How the statuses of a log and those on the chain go together.</summary>
public sealed record StatusComparison(IReadOnlyList<LogFinding> Findings, IReadOnlyList<MissingStatus> Missing);

/// <summary>How the anchors of a log go together with its entries.</summary>
/// <param name="Findings">What does not.</param>
/// <param name="Agreeing">How many anchored sizes have the log's root.</param>
/// <param name="IsComplete">False when some could not be compared, because the log is damaged.</param>
public sealed record AnchorComparison(IReadOnlyList<LogFinding> Findings, int Agreeing, bool IsComplete);

/// <summary>
/// Compares an audited log with what the chain holds of it. The chain is to be read before the log: then the log is never behind it
/// honestly. Stateless.
/// </summary>
public static class ChainComparison
{
    private const int MostReported = 100;

    /// <summary>Every anchored head against the root that the entries give at its size.</summary>
    public static AnchorComparison Anchors(AnchorHistory history, LogAuditReport report)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(report);
        if (report.Head is not { } head)
        {
            return new AnchorComparison([], 0, history.Anchors.IsEmpty);
        }

        var findings = new List<LogFinding>();
        var (agreeing, differing, compared, agreed) = (0, 0, 0, 0L);
        foreach (var anchor in history.Anchors.Where(anchor => anchor.NewSize <= head.Size))
        {
            // Without a root that is confirmed, what the files give is not what was signed, and says nothing about the chain.
            if (!report.IsRootConfirmed || !report.RootsAt.TryGetValue(anchor.NewSize, out var root))
            {
                continue;
            }

            compared++;
            if (root == anchor.Root)
            {
                agreeing++;
                agreed = anchor.NewSize;
            }
            else if (differing++ == 0)
            {
                findings.Add(Differs(anchor.NewSize, agreed, anchor.Block.Number));
            }
        }

        if (history.Anchors is [.., var newest] && newest.NewSize > head.Size)
        {
            findings.Insert(0, new LogFinding(ChainAuditFaults.LogShorter, PlaceOf(newest.NewSize))
            {
                Detail = Numbers($"日志 {head.Size} 条，链上 {newest.NewSize} 条", $"{head.Size} entries in the log, {newest.NewSize} on the chain"),
            });
        }

        return new AnchorComparison(findings, agreeing, compared == history.Anchors.Count(anchor => anchor.NewSize <= head.Size));
    }

    /// <summary>
    /// Every status change on the chain against the log, and the newest status of each record in the log against the chain. A status that
    /// changed twice before the chain was reached is sent once, so the chain's changes are some of the log's, in the same order.
    /// </summary>
    public static StatusComparison Statuses(StatusChanges chain, LogContents log)
    {
        ArgumentNullException.ThrowIfNull(chain);
        ArgumentNullException.ThrowIfNull(log);
        var byRecord = chain.Changes.ToLookup(change => change.RecordId);
        var findings = new List<LogFinding>();
        foreach (var record in byRecord)
        {
            var id = OnChainId.ToRecord(record.Key);
            var logged = id is { } known && log.Statuses.TryGetValue(known, out var statuses) ? statuses : [];
            var place = 0;
            foreach (var change in record)
            {
                var found = logged.FindIndex(place, status => (byte)status.Status == change.Facts.Status);
                if (found < 0)
                {
                    findings.Add(NotInLog(change, id));
                    break; // What follows cannot be matched any more.
                }

                place = found + 1;
            }
        }

        var missing =
            from record in log.Statuses
            let newest = record.Value[^1]
            let onChain = byRecord[OnChainId.OfRecord(record.Key)].LastOrDefault()?.Facts.Status ?? (byte)EntryStatus.Active
            where onChain != (byte)newest.Status
            orderby newest.Index
            select new MissingStatus(record.Key, newest, onChain);
        return new StatusComparison([.. findings.Take(MostReported)], [.. missing]);
    }

    private static LogFinding Differs(long size, long agreed, long block) => new(ChainAuditFaults.AnchoredRootDiffers, PlaceOf(size))
    {
        First = agreed,
        Last = size - 1,
        Detail = Numbers($"区块 {block}", $"block {block}"),
    };

    private static LogFinding NotInLog(RecordStatusChange change, Guid? record) => new(
        ChainAuditFaults.StatusNotInLog, record is { } id ? LogContents.PlaceOf(id) : $"record/{change.RecordId.ToHex()}")
    {
        Detail = Numbers(
            $"状态 {change.Facts.Status}，序号 {change.Facts.Sequence}，区块 {change.Facts.Block}，交易 {change.Transaction.ToHex()}",
            $"status {change.Facts.Status}, sequence {change.Facts.Sequence}, block {change.Facts.Block}, transaction {change.Transaction.ToHex()}"),
    };

    private static string PlaceOf(long size) => string.Create(CultureInfo.InvariantCulture, $"anchor/{size}");

    private static LocalizedText Numbers(FormattableString zh, FormattableString en) =>
        new(FormattableString.Invariant(zh), FormattableString.Invariant(en));
}
