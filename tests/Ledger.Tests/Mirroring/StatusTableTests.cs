using Ledger.Mirroring;
using Ledger.Verify.Chain;
using Ledger.Verify.Entries;
using Ledger.Verify.Trees;

namespace Ledger.Tests.Mirroring;

/// <summary>The table with many rows, and with readers while it grows.</summary>
public sealed class StatusTableTests
{
    [Fact]
    public void Find_ManyRecordsChangedTwice_ReturnsTheChangesUpToTheCount()
    {
        const int Records = 50_000;
        var table = Fill(Records, out var changes);

        Assert.Equal(2 * Records, changes);
        for (var i = 0; i < Records; i += 97)
        {
            Assert.Equal([(EntryStatus.Suspended, i + 1L), (EntryStatus.Revoked, Records + i + 1L)], table.Find(Name(i), changes).Select(change => (change.Status, change.Sequence)));
            Assert.Equal(EntryStatus.Suspended, Assert.Single(table.Find(Name(i), Records)).Status);
            Assert.Empty(table.Find(Name(i), i));
        }

        Assert.Empty(table.Find(Name(-1), changes));
    }

    [Fact]
    public void RecordsSince_Block_ReturnsEachLaterChangedRecordOnce()
    {
        var blocks = new GrowingList<ChainBlock>();
        var table = new StatusTable(blocks);
        foreach (var (number, records) in new (long, int[])[] { (5, [1, 2, 3]), (6, [2]), (9, [2, 4]), (12, [1]) })
        {
            blocks.Add(new ChainBlock(number, default, DateTimeOffset.UnixEpoch));
            foreach (var record in records)
            {
                table.Append(Name(record), EntryStatus.Suspended, default, blocks.Count - 1);
            }
        }

        Assert.Equal(new[] { Name(1), Name(2), Name(4) }.ToHashSet(), table.RecordsSince(5, 7).ToHashSet());
        Assert.Equal(3, table.RecordsSince(5, 7).Count());
        Assert.Equal(new[] { Name(2), Name(4) }.ToHashSet(), table.RecordsSince(6, 6).ToHashSet());
        Assert.Equal(4, table.RecordsSince(-1, 7).Count());
        Assert.Empty(table.RecordsSince(12, 7));
    }

    [Fact]
    public async Task Find_WhileItGrows_ReturnsTheStateAtTheCount()
    {
        const int Records = 5_000;
        var table = Fill(Records, out var before);
        var done = 0;
        var readers = Enumerable.Range(0, 3).Select(reader => Task.Run(
            () =>
            {
                var reads = 0;
                for (var i = reader; Volatile.Read(ref done) == 0 || reads < 1000; i = (i + 7) % Records, reads++)
                {
                    Assert.Equal([EntryStatus.Suspended, EntryStatus.Revoked], table.Find(Name(i), before).Select(change => change.Status));
                    Assert.Empty(table.Find(Name(Records + i), before));
                }
            },
            TestContext.Current.CancellationToken)).ToArray();

        for (var i = 0; i < 40 * Records; i++)
        {
            table.Append(Name(i % (4 * Records)), EntryStatus.Superseded, default, 0);
        }

        Volatile.Write(ref done, 1);
        await Task.WhenAll(readers);
        Assert.Equal(12, table.Find(Name(3), table.Count).Length);
    }

    [Fact]
    public void Append_AMillion_NeedsLessThanAHundredBytesEach()
    {
        const int Changes = 1_000_000;
        var names = Enumerable.Range(0, Changes).Select(Name).ToArray();
        var before = GC.GetAllocatedBytesForCurrentThread(); // Includes freed memory: an upper bound, independent of other threads.
        var blocks = new GrowingList<ChainBlock>();
        var table = new StatusTable(blocks);
        for (var i = 0; i < Changes; i++)
        {
            if (i % 200 == 0)
            {
                blocks.Add(new ChainBlock(i / 200, names[i], DateTimeOffset.UnixEpoch));
            }

            table.Append(names[i], EntryStatus.Revoked, default, blocks.Count - 1);
        }

        var bytes = (double)(GC.GetAllocatedBytesForCurrentThread() - before) / Changes;
        TestContext.Current.SendDiagnosticMessage($"{bytes:0} bytes a status change");
        Assert.InRange(bytes, 1, 100);
        Assert.Equal(Changes, table.Count);
    }

    private static StatusTable Fill(int records, out int changes)
    {
        var blocks = new GrowingList<ChainBlock>();
        blocks.Add(new ChainBlock(1, default, DateTimeOffset.UnixEpoch));
        var table = new StatusTable(blocks);
        foreach (var status in new[] { EntryStatus.Suspended, EntryStatus.Revoked })
        {
            for (var i = 0; i < records; i++)
            {
                table.Append(Name(i), status, default, 0);
            }
        }

        changes = table.Count;
        return table;
    }

    private static Digest Name(int number)
    {
        Span<byte> bytes = stackalloc byte[Digest.Length];
        bytes.Clear();
        BitConverter.TryWriteBytes(bytes, number);
        return Digest.TryRead(bytes, out var name) ? name : default;
    }
}
