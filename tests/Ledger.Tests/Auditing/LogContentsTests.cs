using Ledger.Auditing;
using Ledger.Verify.Entries;
using Ledger.Verify.Trees;

namespace Ledger.Tests.Auditing;

/// <summary>The contents that an audit collects from a log's entries.</summary>
public sealed class LogContentsTests
{
    [Fact]
    public async Task Visit_Erasure_IsTheLastErasureAndNotARecord()
    {
        var contents = await VisitedAsync(0, EntryKind.Certificate, EntryKind.Erasure, EntryKind.Certificate);

        Assert.Equal(1, contents.LastErasure);
        Assert.Equal([0L, 2L], contents.Records.Select(record => record.Index));
        Assert.All(contents.Records, record => Assert.Equal(1_700_000_000_000, record.At));
        Assert.Equal(1, contents.OtherEntries);
    }

    [Fact]
    public async Task Visit_Request_IsAnotherEntry()
    {
        var contents = await VisitedAsync(0, EntryKind.Certificate, EntryKind.Request);

        Assert.Equal((1, 1L, 0), (contents.Records.Count, contents.OtherEntries, contents.Findings.Count));
    }

    [Fact]
    public async Task Visit_NoErasure_HasNoLastErasure() => Assert.Null((await VisitedAsync(0, EntryKind.Certificate)).LastErasure);

    [Theory]
    [InlineData(2, true)]
    [InlineData(3, false)]
    public async Task End_EntriesNotVisited_IsNotWhole(long size, bool isWhole)
    {
        var contents = await VisitedAsync(0, EntryKind.Certificate, EntryKind.Certificate);

        contents.End(size);

        Assert.Equal(isWhole, contents.IsWhole);
    }

    [Fact]
    public async Task Visit_EntriesLeftOut_IsNotWhole() => Assert.False((await VisitedAsync(256, EntryKind.Certificate)).IsWhole);

    private static async Task<LogContents> VisitedAsync(long first, params EntryKind[] kinds)
    {
        var contents = new LogContents();
        await contents.VisitAsync(
            new AuditedEntries(first, [.. kinds.Select((kind, i) => (ReadOnlyMemory<byte>)new LogEntry(
                1_700_000_000_000, Digest.Sha256("salted"u8), $"019ab000-0000-7000-8000-{i:x12}", kind, null).ToUtf8())]),
            TestContext.Current.CancellationToken);
        return contents;
    }
}
