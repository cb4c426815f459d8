using System.Collections.Immutable;
using Ledger.Mirroring;
using Ledger.Verify.Chain;
using Ledger.Verify.Entries;
using Ledger.Verify.Trees;

namespace Ledger.Store.Contract;

/// <summary>The contract of <see cref="IMirrorStore"/> for any implementation.</summary>
public abstract class MirrorStoreContract
{
    private static readonly DateTimeOffset Time = new(2026, 11, 27, 4, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Runs with the store of this test, which is empty at first. A second call opens the same store again.</summary>
    protected abstract Task WithStoreAsync(Func<IMirrorStore, Task> steps);

    [Fact]
    public Task FindStamp_NewStore_IsNull() => WithStoreAsync(async store =>
    {
        Assert.Null(await store.FindStampAsync(Cancel));
        Assert.Empty(await ReadAsync(store));
    });

    [Fact]
    public async Task Append_EventsOfEveryKind_AreReadAsWritten()
    {
        var blocks = ImmutableArray.Create(EveryKind(3), EveryKind(4));
        await WithStoreAsync(async store => await store.AppendAsync(blocks, Stamp(7), Cancel));

        await WithStoreAsync(async store =>
        {
            Assert.Equal(Stamp(7), await store.FindStampAsync(Cancel));
            Assert.Equal(blocks.Select(Text), (await ReadAsync(store)).Select(Text));
        });
    }

    [Fact]
    public async Task Append_Repeatedly_KeepsTheOrder()
    {
        for (var i = 1; i <= 5; i++)
        {
            await WithStoreAsync(async store =>
            {
                await store.FindStampAsync(Cancel);
                await store.AppendAsync([EveryKind(2 * i)], Stamp(2 * i), Cancel);
                await store.AppendAsync([], Stamp((2 * i) + 1, verifiedUpTo: i), Cancel);
            });
        }

        await WithStoreAsync(async store =>
        {
            Assert.Equal(Stamp(11, verifiedUpTo: 5), await store.FindStampAsync(Cancel));
            Assert.Equal([2L, 4, 6, 8, 10], (await ReadAsync(store)).Select(block => block.Block.Number));
        });
    }

    [Fact]
    public async Task Append_ManyEvents_AreReadInTheirOrder()
    {
        ImmutableArray<EventBlock> blocks = [.. Enumerable.Range(1, 400).Select(number => Statuses(number, 200))];
        await WithStoreAsync(async store => await store.AppendAsync(blocks, Stamp(400), Cancel));

        await WithStoreAsync(async store =>
        {
            await store.FindStampAsync(Cancel);
            Assert.Equal(blocks.Select(Text), (await ReadAsync(store)).Select(Text));
        });
    }

    [Fact]
    public async Task Clear_StoredEvents_AreDeleted()
    {
        await WithStoreAsync(async store =>
        {
            await store.AppendAsync([EveryKind(3)], Stamp(3), Cancel);
            await store.ClearAsync(Cancel);
            await store.AppendAsync([EveryKind(5)], Stamp(5), Cancel);
        });

        await WithStoreAsync(async store =>
        {
            Assert.Equal(Stamp(5), await store.FindStampAsync(Cancel));
            Assert.Equal(5, Assert.Single(await ReadAsync(store)).Block.Number);
        });
    }

    protected static MirrorStamp Stamp(long number, long verifiedUpTo = -1) => new(
        new MirroredChain(7, Account(1), Account(2), Account(3)), new ChainBlock(number, Name(number), Time.AddSeconds(number)), verifiedUpTo);

    /// <summary>A block of status changes.</summary>
    protected static EventBlock Statuses(long number, int count) => new(
        new ChainBlock(number, Name(number), Time.AddSeconds(number)),
        [.. Enumerable.Range(0, count).Select(i => new StatusChanged(Name(1), Name((number * count) + i), EntryStatus.Revoked, default, ((number - 1) * count) + i + 1))]);

    protected static async Task<List<EventBlock>> ReadAsync(IMirrorStore store)
    {
        var blocks = new List<EventBlock>();
        await foreach (var page in store.ReadAsync(Cancel))
        {
            blocks.AddRange(page);
        }

        return blocks;
    }

    private static EventBlock EveryKind(long number) => new(
        new ChainBlock(number, Name(number), Time.AddSeconds(number)),
        [
            new DepartmentAdmitted(Name(1), "教育局.example/log", Account(4), "https://node.example", 1),
            new DepartmentSuspended(Name(1), 2),
            new DepartmentReinstated(Name(1), 3),
            new OperatorChanged(Name(1), Account(5), 4),
            new NodeUrlChanged(Name(1), "", 5),
            new LogKeyOpened(Name(1), Name(2), Time, 6),
            new LogKeyClosed(Name(1), Name(2), DateTimeOffset.MaxValue, 7),
            new LogKeyCompromised(Name(1), Name(2), DateTimeOffset.UnixEpoch, 8),
            new RecordKeyAdded(Name(1), Name(3), 1, [.. Name(4).ToArray(), .. Name(5).ToArray()], new Validity(Time, null), 9),
            new RecordKeyAdded(Name(1), Name(4), 2, [.. Name(6).ToArray()], new Validity(Time, DateTimeOffset.MaxValue), 10),
            new RecordKeyClosed(Name(1), Name(4), Time.AddDays(1), 11),
            new RecordKeyCompromised(Name(1), Name(3), Time, 12),
            new TypeRegistered(Name(7), "https://city.example/vct/学历/1", Name(8), 13),
            new TypeAuthorised(Name(1), Name(7), 14),
            new TypeDeauthorised(Name(1), Name(7), 15),
            new MigrationRecorded(Name(1), Name(9), 16),
            new HeadAnchored(Name(1), 0, long.MaxValue, Name(10), Name(11)),
            new HeadAnchored(Name(1), long.MaxValue, ulong.MaxValue, Name(10), Name(11)),
            new StatusChanged(Name(1), Name(12), EntryStatus.Suspended, default, 1),
            new StatusChanged(Name(1), Name(12), EntryStatus.Superseded, Name(13), 2),
        ]);

    // Records compare arrays by reference, and their text does not show the elements.
    private static string Text(EventBlock block) => $"{block.Block} " + string.Join('\n', block.Events.Select(e =>
        e is RecordKeyAdded key ? (key with { PublicKey = [] }) + Convert.ToHexString(key.PublicKey.AsSpan()) : e.ToString()));

    private static Digest Name(long number) => Digest.Sha256(BitConverter.GetBytes(number));

    private static ChainAddress Account(long number) =>
        ChainAddress.TryParse("0x" + Convert.ToHexStringLower(Name(number).ToArray().AsSpan(0, 20)), out var address) ? address : default;
}
