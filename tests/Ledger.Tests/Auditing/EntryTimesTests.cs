using System.Globalization;
using Ledger.Auditing;
using Ledger.Verify.Chain;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;
using Ledger.Verify.Trees;
using Ledger.Verify.Verdicts;

namespace Ledger.Tests.Auditing;

/// <summary>Compares the times of entries with the times of the blocks that anchor them.</summary>
public sealed class EntryTimesTests
{
    private static readonly DateTimeOffset Block = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task FindAhead_EntriesBeforeTheirBlock_FindsNothing()
    {
        var contents = await ReadAsync(Block.AddYears(-1), Block.AddDays(-3), Block + RecordDates.Tolerance);

        Assert.Empty(EntryTimes.FindAhead([Anchor(0, 2), Anchor(2, 3)], contents));
    }

    [Fact]
    public async Task FindAhead_EntriesAheadOfTheirBlock_GivesOneFindingWithThePlace()
    {
        var ahead = Block.AddYears(2);
        var contents = await ReadAsync(Block, ahead, ahead, ahead);

        var finding = Assert.Single(EntryTimes.FindAhead([Anchor(0, 1), Anchor(1, 3), Anchor(3, 4)], contents));

        Assert.Equal((AuditTimeFaults.LogAhead, "anchor/3", 1, 3), (finding.Fault, finding.Path, finding.First, finding.Last));
        Assert.NotNull(finding.Detail);
    }

    [Fact]
    public async Task FindAhead_SizesThatWereNotRead_FindsNothing() =>
        Assert.Empty(EntryTimes.FindAhead([Anchor(0, 100)], await ReadAsync(Block.AddYears(2))));

    [Fact]
    public async Task FindAhead_InvalidTime_IsFound()
    {
        var contents = new LogContents { TimesAtSizes = new HashSet<long> { 1 } };
        await VisitAsync(contents, [(1L << 53) - 1]);

        Assert.Single(EntryTimes.FindAhead([Anchor(0, 1)], contents));
    }

    private static AnchorFacts Anchor(long oldSize, long size) => new(oldSize, size, default, default, new ChainBlock(size, default, Block));

    private static async Task<LogContents> ReadAsync(params DateTimeOffset[] times)
    {
        var contents = new LogContents { TimesAtSizes = Enumerable.Range(1, times.Length).Select(size => (long)size).ToHashSet() };
        await VisitAsync(contents, [.. times.Select(time => time.ToUnixTimeMilliseconds())]);
        return contents;
    }

    private static ValueTask VisitAsync(LogContents contents, IReadOnlyList<long> times) => contents.VisitAsync(
        new AuditedEntries(0, [.. times.Select((at, i) => (ReadOnlyMemory<byte>)new LogEntry(
            at, Digest.Sha256([1]), string.Create(CultureInfo.InvariantCulture, $"019ab000-0000-7000-8000-{i:x12}"), EntryKind.Certificate, null).ToUtf8())]),
        TestContext.Current.CancellationToken);
}
