using System.Globalization;
using Ledger.Verify.Chain;
using Ledger.Verify.Faults;
using Ledger.Verify.Verdicts;

namespace Ledger.Auditing;

/// <summary>
/// Compares the times of the log with those of the chain. An entry is logged before it is anchored, so its time is at most the time of the block plus
/// <see cref="RecordDates.Tolerance"/>. The times in a log never decrease (<see cref="ChainAuditFaults.TimeWentBack"/>), so checking the last entry
/// of each anchored head covers all entries before it. Stateless.
/// </summary>
public static class EntryTimes
{
    /// <summary>Returns one finding for each run of consecutive anchors whose last entry has a time after the block of the anchor.</summary>
    /// <param name="anchors">The anchors of one chain, oldest first.</param>
    /// <param name="contents">The contents of the log, with these sizes in <see cref="LogContents.TimesAtSizes"/>.</param>
    public static IReadOnlyList<LogFinding> FindAhead(IReadOnlyList<AnchorFacts> anchors, LogContents contents)
    {
        ArgumentNullException.ThrowIfNull(anchors);
        ArgumentNullException.ThrowIfNull(contents);
        var findings = new List<LogFinding>();
        var isInRun = false;
        foreach (var anchor in anchors)
        {
            if (!contents.TimeAtSize.TryGetValue(anchor.NewSize, out var at) || !RecordDates.IsAfter(at, anchor.Block.Time))
            {
                isInRun = false;
            }
            else if (isInRun)
            {
                findings[^1] = findings[^1] with { Last = anchor.NewSize - 1 };
            }
            else
            {
                findings.Add(Ahead(anchor, at));
                isInRun = true;
            }
        }

        return findings;
    }

    private static LogFinding Ahead(AnchorFacts anchor, long at)
    {
        var (block, seconds) = (anchor.Block.Number, (at - anchor.Block.Time.ToUnixTimeMilliseconds()) / 1000);
        return new LogFinding(AuditTimeFaults.LogAhead, string.Create(CultureInfo.InvariantCulture, $"anchor/{anchor.NewSize}"))
        {
            First = anchor.OldSize,
            Last = anchor.NewSize - 1,
            Detail = new LocalizedText(
                string.Create(CultureInfo.InvariantCulture, $"比区块 {block} 晚 {seconds} 秒"),
                string.Create(CultureInfo.InvariantCulture, $"{seconds} seconds later than block {block}")),
        };
    }
}
