using System.Globalization;
using Ledger.Anchoring;
using Ledger.Verify.Bundles;
using Ledger.Verify.Chain;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;
using Ledger.Verify.Migrations;
using Ledger.Verify.Trees;

namespace Ledger.Auditing;

/// <summary>
/// Compares an audited log with the chain. Read the chain before the log, so that an honest log is never behind the chain. Stateless.
/// </summary>
public static class ChainComparison
{
    private const int MostReported = 100;

    /// <summary>Compares every anchored head with the root of the entries at its size.</summary>
    /// <param name="anchors">The anchors of one chain, oldest first, from the chain or from an approved migration record.</param>
    /// <param name="report">The audit of the log, with the roots at the sizes of these anchors.</param>
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
            // Without a confirmed root the files are not the signed history, so they say nothing about the chain.
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
            findings.Insert(0, new LogFinding(ChainAuditFaults.LogShorter, FormatPlace(newest.NewSize))
            {
                Detail = Numbers($"日志 {head.Size} 条，链上 {newest.NewSize} 条", $"{head.Size} entries in the log, {newest.NewSize} on the chain"),
            });
        }

        compared += anchors.Count(anchor => anchor.NewSize > head.Size); // These disagree by their size alone: the log is shorter.
        return new AnchorComparison(findings, agreeing, compared, compared == anchors.Count);
    }

    /// <summary>
    /// Compares every status change on chain with the log, and the newest status of each record in the log with the chain. The chain's changes are a
    /// subset of the log's changes in the same order, because a status that changed twice during an outage is sent once.
    /// </summary>
    public static StatusComparison Statuses(StatusChanges chain, LogContents log)
    {
        ArgumentNullException.ThrowIfNull(chain);
        ArgumentNullException.ThrowIfNull(log);
        var byRecord = chain.Changes.ToLookup(change => change.RecordId);
        var missing =
            from record in log.Statuses
            let newest = record.Value[^1]
            let onChain = byRecord[OnChainId.OfRecord(record.Key)].LastOrDefault()?.Facts.Status ?? EntryStatus.Active
            where onChain != newest.Status
            orderby newest.Index
            select new MissingStatus(record.Key, newest, onChain);
        return new StatusComparison(
            NotInLog(byRecord, log, change => change.Facts, change => Numbers($"，交易 {change.Transaction.ToHex()}", $", transaction {change.Transaction.ToHex()}")),
            [.. missing]);
    }

    /// <summary>
    /// Compares every status change that an approved migration record holds of a retired chain with the log. Newer statuses in the log belong to the
    /// department's present chain.
    /// </summary>
    public static IReadOnlyList<LogFinding> LeftStatuses(RetiredChain left, LogContents log)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(log);
        var byRecord = Enumerable.Range(0, left.Statuses.Count).Select(i => left.Statuses[i]).ToLookup(row => row.Record);
        return NotInLog(byRecord, log, row => row.Change, _ => Numbers($"，链 {left.Place.ChainId}", $", chain {left.Place.ChainId}"));
    }

    /// <summary>The first change of each record that is not in the order of the log. Later changes of that record cannot be matched.</summary>
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
                var found = logged.FindIndex(place, status => status.Status == factsOf(change).Status);
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

    private static LogFinding Differs(long size, long agreed, long block) => new(ChainAuditFaults.AnchoredRootDiffers, FormatPlace(size))
    {
        First = agreed,
        Last = size - 1,
        Detail = Numbers($"区块 {block}", $"block {block}"),
    };

    private static LogFinding NotInLog(Digest onChain, Guid? record, StatusChangeFacts change, LocalizedText where) => new(
        ChainAuditFaults.StatusNotInLog, record is { } id ? LogContents.FormatPlace(id) : $"record/{onChain.ToHex()}")
    {
        Detail = Numbers(
            $"状态 {(byte)change.Status}，序号 {change.Sequence}，区块 {change.Block}{where.Zh}",
            $"status {(byte)change.Status}, sequence {change.Sequence}, block {change.Block}{where.En}"),
    };

    private static string FormatPlace(long size) => string.Create(CultureInfo.InvariantCulture, $"anchor/{size}");

    private static LocalizedText Numbers(FormattableString zh, FormattableString en) =>
        new(FormattableString.Invariant(zh), FormattableString.Invariant(en));
}
