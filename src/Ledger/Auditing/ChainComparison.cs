using System.Globalization;
using Ledger.Anchoring;
using Ledger.Faults;
using Ledger.Verify.Bundles;
using Ledger.Verify.Chain;
using Ledger.Verify.Entries;
using Ledger.Verify.Migrations;
using Ledger.Verify.Trees;

namespace Ledger.Auditing;

/// <summary>
/// Compares an audited log with what the chain holds of it. The chain is to be read before the log: then the log is never behind it
/// honestly. Stateless.
/// </summary>
public static class ChainComparison
{
    private const int MostReported = 100;

    /// <summary>Every anchored head against the root that the entries give at its size.</summary>
    /// <param name="anchors">The anchors of one chain, oldest first: as it holds them, or as an approved migration record does.</param>
    /// <param name="report">The log, audited with the roots at these anchors' sizes.</param>
    public static AnchorComparison Anchors(IReadOnlyList<AnchorFacts> anchors, LogAuditReport report)
    {
        ArgumentNullException.ThrowIfNull(anchors);
        ArgumentNullException.ThrowIfNull(report);
        if (report.Head is not { } head)
        {
            return new AnchorComparison([], 0, 0, anchors.Count == 0);
        }

        var findings = new List<LogFinding>();
        var (agreeing, differing, compared, agreed) = (0, 0, 0, 0L);
        foreach (var anchor in anchors.Where(anchor => anchor.NewSize <= head.Size))
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

        if (anchors is [.., var newest] && newest.NewSize > head.Size)
        {
            findings.Insert(0, new LogFinding(ChainAuditFaults.LogShorter, PlaceOf(newest.NewSize))
            {
                Detail = Numbers($"日志 {head.Size} 条，链上 {newest.NewSize} 条", $"{head.Size} entries in the log, {newest.NewSize} on the chain"),
            });
        }

        compared += anchors.Count(anchor => anchor.NewSize > head.Size); // By their sizes alone: the log is shorter.
        return new AnchorComparison(findings, agreeing, compared, compared == anchors.Count);
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
        var missing =
            from record in log.Statuses
            let newest = record.Value[^1]
            let onChain = byRecord[OnChainId.OfRecord(record.Key)].LastOrDefault()?.Facts.Status ?? (byte)EntryStatus.Active
            where onChain != (byte)newest.Status
            orderby newest.Index
            select new MissingStatus(record.Key, newest, onChain);
        return new StatusComparison(
            NotInLog(byRecord, log, change => change.Facts, change => Numbers($"，交易 {change.Transaction.ToHex()}", $", transaction {change.Transaction.ToHex()}")),
            [.. missing]);
    }

    /// <summary>
    /// Every status change that an approved migration record holds of a chain that was left, against the log. What the log says now is for
    /// the chain the department is on.
    /// </summary>
    public static IReadOnlyList<LogFinding> LeftStatuses(RetiredChain left, LogContents log)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(log);
        var byRecord = Enumerable.Range(0, left.Statuses.Count).Select(i => left.Statuses[i]).ToLookup(row => row.Record);
        return NotInLog(byRecord, log, row => row.Change, _ => Numbers($"，链 {left.Place.ChainId}", $", chain {left.Place.ChainId}"));
    }

    /// <summary>The first change of each record that does not follow the log's order; what comes after it cannot be matched any more.</summary>
    private static List<LogFinding> NotInLog<T>(ILookup<Digest, T> byRecord, LogContents log, Func<T, StatusChangeFacts> factsOf, Func<T, LocalizedText> whereOf)
    {
        var findings = new List<LogFinding>();
        foreach (var record in byRecord.TakeWhile(_ => findings.Count < MostReported))
        {
            var id = OnChainId.ToRecord(record.Key);
            var logged = id is { } known && log.Statuses.TryGetValue(known, out var statuses) ? statuses : [];
            var place = 0;
            foreach (var change in record)
            {
                var found = logged.FindIndex(place, status => (byte)status.Status == factsOf(change).Status);
                if (found < 0)
                {
                    findings.Add(NotInLog(record.Key, id, factsOf(change), whereOf(change)));
                    break;
                }

                place = found + 1;
            }
        }

        return findings;
    }

    private static LogFinding Differs(long size, long agreed, long block) => new(ChainAuditFaults.AnchoredRootDiffers, PlaceOf(size))
    {
        First = agreed,
        Last = size - 1,
        Detail = Numbers($"区块 {block}", $"block {block}"),
    };

    private static LogFinding NotInLog(Digest onChain, Guid? record, StatusChangeFacts change, LocalizedText where) => new(
        ChainAuditFaults.StatusNotInLog, record is { } id ? LogContents.PlaceOf(id) : $"record/{onChain.ToHex()}")
    {
        Detail = Numbers(
            $"状态 {change.Status}，序号 {change.Sequence}，区块 {change.Block}{where.Zh}",
            $"status {change.Status}, sequence {change.Sequence}, block {change.Block}{where.En}"),
    };

    private static string PlaceOf(long size) => string.Create(CultureInfo.InvariantCulture, $"anchor/{size}");

    private static LocalizedText Numbers(FormattableString zh, FormattableString en) =>
        new(FormattableString.Invariant(zh), FormattableString.Invariant(en));
}
