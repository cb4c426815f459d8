using System.Collections.Immutable;
using System.Text;
using Ledger.Keys;
using Ledger.Log;
using Ledger.Sealing;
using Ledger.Tests.Anchoring;
using Ledger.Verify.Notes;
using Ledger.Verify.Tiles;
using Ledger.Verify.Trees;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Tests.Log;

/// <summary>
/// The power fails after each change of the public files, while tiles are not durable yet, and again while the log starts after that. Whatever the disk
/// lost, the log opens, has every acknowledged entry, and every one of its files is right. The journal and the head lock are durable before an answer;
/// their own tests show that.
/// </summary>
public sealed class PowerCutTests : IDisposable
{
    private const string Folder = "/log";

    private readonly string _keysFolder = Directory.CreateTempSubdirectory("ledger-powercut-").FullName;
    private readonly FileSubjectKeys _keys;
    private readonly PayloadBox _box;
    private readonly Dictionary<long, NaiveTree> _trees = [];

    public PowerCutTests()
    {
        _keys = FileSubjectKeys.Open(Path.Combine(_keysFolder, "subjects.slots"), TestDepartment.Master);
        _box = new PayloadBox(TestDepartment.Profile.Id, _keys);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // The first commits create every folder. The others fill a tile, and begin the next one.
    [Theory]
    [InlineData(0, new[] { 1, 1, 2 })]
    [InlineData(254, new[] { 1, 1, 1 })]
    [InlineData(255, new[] { 300 })]
    public async Task Power_FailsAtAnyChange_NothingAcknowledgedIsLostAndNoFileIsWrong(int before, int[] batches)
    {
        var moments = await RecordAsync(await StartAsync(before), batches);
        var random = new Random(before);
        var tried = new HashSet<(string, long, int)>();

        foreach (var moment in moments)
        {
            foreach (var disk in Cuts(moment.Disk, random))
            {
                // Many choices leave the same files.
                if (tried.Add((disk.Describe(), moment.Head.Size, moment.Acknowledged)))
                {
                    await CheckRestartAsync(moment with { Disk = disk });
                }
            }
        }

        Assert.True(tried.Count > 200, $"Only {tried.Count} power cuts were tried.");
    }

    [Fact]
    public async Task Power_FailsAgainDuringTheStart_NothingAcknowledgedIsLostAndNoFileIsWrong()
    {
        var moments = await RecordAsync(await StartAsync(253), [1, 1, 2]);
        var random = new Random(7);
        var count = 0;

        foreach (var moment in moments.Where((_, number) => number % 4 == 0))
        {
            var first = Cuts(moment.Disk, random).OrderBy(_ => random.Next()).First();
            foreach (var again in await RecordStartAsync(moment with { Disk = first }))
            {
                await CheckRestartAsync(again with { Disk = Cuts(again.Disk, random).OrderBy(_ => random.Next()).First() });
                count++;
            }
        }

        Assert.True(count > 200, $"Only {count} power cuts were tried.");
    }

    // Shows that the tests above can fail: a mark that is moved before the tiles are durable is found.
    [Fact]
    public async Task Power_FailsAndTheMarkIsAhead_AFileIsWrong()
    {
        var moments = await RecordAsync(await StartAsync(255), [1]);
        var moment = moments.First(each => Encoding.UTF8.GetString(each.Disk.Names[$"{Folder}/checkpoint"].Bytes.AsSpan()).Contains("\n256\n", StringComparison.Ordinal));
        Assert.False(moment.Disk.Names[$"{Folder}/tile/0/000"].IsFlushed);
        var cut = moment.Disk.Cut(_ => true, LoseTheFullTile);
        var mark = new Checkpoint(TestDepartment.Profile.Origin, 256, moment.Head.Root).ToText();
        var ahead = cut with { Names = cut.Names.SetItem($"{Folder}.flushed", new DiskFile([.. Encoding.UTF8.GetBytes(mark)], IsFlushed: true)) };

        await Assert.ThrowsAnyAsync<Exception>(() => CheckRestartAsync(moment with { Disk = ahead }));
    }

    [Fact]
    public async Task Power_FailsAfterARebuildOfWhatAKilledNodeLeft_NoFileIsWrong()
    {
        var moments = await RecordAsync(await StartAsync(255), [1]);
        var killed = moments.First(each => each.Disk.Names[$"{Folder}/checkpoint"].Bytes.AsSpan().IndexOf("\n256\n"u8) >= 0);
        var disk = new PowerCutDisk(killed.Disk);

        await TileRebuild.RunAsync(killed.Store, new FileTileStore(Folder, disk), TestDepartment.Profile.Origin, null, Cancel);

        Assert.False(disk.State.Names[$"{Folder}/tile/0/000"].IsFlushed); // It was right, so it was not written again.
        await CheckRestartAsync(killed with { Disk = disk.State.Cut(_ => true, LoseTheFullTile) });
    }

    [Fact]
    public async Task Open_VersionWithoutMarkWroteTheLog_StartsAtTheCheckpointAndMakesAMark()
    {
        var start = await StartAsync(300);
        var without = start.Disk with { Names = start.Disk.Names.Remove($"{Folder}.flushed") };
        var disk = new PowerCutDisk(without);
        var writes = 0;
        disk.Changed = state => writes += state.Names.ContainsKey($"{Folder}/tile/0/000.tmp") ? 1 : 0;

        await using (await OpenAsync(disk, start.Store, start.Held))
        {
            Assert.Equal(0, writes); // The full tile was not written again.
            Assert.Equal(300, (await new FileTileStore(Folder, disk).ReadFlushedAsync(Cancel))?.Size);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("another/log\n300\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n")]
    [InlineData("ledger.localhost/education/log\n7\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n")]
    public async Task Open_UnusableMark_WritesEveryFileAgain(string text)
    {
        var start = await StartAsync(300);
        var damaged = start.Disk.Names.SetItem($"{Folder}/tile/0/000", new DiskFile([1, 2, 3], IsFlushed: true))
            .SetItem($"{Folder}.flushed", new DiskFile([.. Encoding.UTF8.GetBytes(text)], IsFlushed: true));

        await CheckRestartAsync(start with { Disk = start.Disk with { Names = damaged } });
    }

    public void Dispose()
    {
        _keys.Dispose();
        Directory.Delete(_keysFolder, recursive: true);
    }

    /// <summary>What a power cut may leave: all or nothing of what was not flushed, each name alone, all but one, and random choices.</summary>
    private static IEnumerable<DiskState> Cuts(DiskState state, Random random)
    {
        yield return state.Cut(_ => false, Whole);
        yield return state.Cut(_ => true, Whole);
        yield return state.Cut(_ => true, Nothing);
        yield return state.Cut(_ => true, Half);
        foreach (var path in state.Unflushed)
        {
            yield return state.Cut(other => other == path || state.Folders.Contains(other), Half);
            yield return state.Cut(other => other != path, Nothing);
        }

        for (var i = 0; i < 4; i++)
        {
            yield return state.Cut(_ => random.Next(2) == 0, (path, bytes) => random.Next(3) switch
            {
                0 => Whole(path, bytes),
                1 => Half(path, bytes),
                _ => Nothing(path, bytes),
            });
        }
    }

    private static ImmutableArray<byte> Whole(string path, ImmutableArray<byte> bytes) => bytes;

    private static ImmutableArray<byte> Half(string path, ImmutableArray<byte> bytes) => bytes[..(bytes.Length / 2)];

    // The edge of the tree stays readable.
    private static ImmutableArray<byte> LoseTheFullTile(string path, ImmutableArray<byte> bytes) => path == $"{Folder}/tile/0/000" ? [] : bytes;

    private static ImmutableArray<byte> Nothing(string path, ImmutableArray<byte> bytes) => [];

    /// <summary>A closed log of a size. Everything in it is durable.</summary>
    private async Task<Moment> StartAsync(int size)
    {
        var (disk, store) = (new PowerCutDisk(), new MemoryLogStore());
        await using (var log = await OpenAsync(disk, store, new HeldHead(0, TreeHash.Empty), Math.Max(1, size)))
        {
            await AppendAsync(log, size);
        }

        CheckDurable(disk.State);
        var head = await store.ReadHeadAsync(Cancel);
        return new Moment(disk.State, store, new HeldHead(head.Size, head.Root), size, head);
    }

    /// <summary>Appends batches, and returns the state after each change of the disk.</summary>
    private async Task<List<Moment>> RecordAsync(Moment start, int[] batches)
    {
        var moments = new List<Moment>();
        var (disk, store, acknowledged) = (new PowerCutDisk(start.Disk), start.Store.Copy(), start.Acknowledged);
        var headLock = new MemoryHeadLock(start.Held);
        disk.Changed = state => moments.Add(new Moment(state, store.Copy(), headLock.Held!, Volatile.Read(ref acknowledged), store.Head));
        foreach (var batch in batches)
        {
            await using var log = await OpenAsync(disk, store, headLock, batch);
            await AppendAsync(log, batch);
            Volatile.Write(ref acknowledged, acknowledged + batch);
        }

        return moments;
    }

    private async Task<List<Moment>> RecordStartAsync(Moment start)
    {
        var moments = new List<Moment>();
        var (disk, store, headLock) = (new PowerCutDisk(start.Disk), start.Store.Copy(), new MemoryHeadLock(start.Held));
        disk.Changed = state => moments.Add(new Moment(state, store.Copy(), headLock.Held!, start.Acknowledged, store.Head));
        await using (await OpenAsync(disk, store, headLock, 1))
        {
            return [.. moments];
        }
    }

    private async Task CheckRestartAsync(Moment moment)
    {
        var (disk, store) = (new PowerCutDisk(moment.Disk), moment.Store.Copy());
        await using (var log = await OpenAsync(disk, store, moment.Held))
        {
            Assert.True(log.Publisher.Published.Head.Size >= moment.Acknowledged);
            Assert.Equal(store.Head, log.Publisher.Published.Head);
            await CheckFilesAsync(disk.State, store, log.Publisher.Published.Note);
            await AppendAsync(log, 1);
        }

        var head = store.Head;
        CheckDurable(disk.State);
        Assert.Equal(new Checkpoint(TestDepartment.Profile.Origin, head.Size, head.Root), await new FileTileStore(Folder, disk).ReadFlushedAsync(Cancel));
    }

    // Removed partial files are right and durable, so it does no harm if a power cut brings them back.
    private static void CheckDurable(DiskState disk)
    {
        Assert.All(disk.Unflushed, path => Assert.True(!disk.Names.ContainsKey(path) && !disk.Folders.Contains(path), path));
        Assert.All(disk.Names.Concat(disk.DurableNames), name => Assert.True(name.Value.IsFlushed, name.Key));
    }

    /// <summary>Asserts that all files of the head are there, and that no other file is wrong.</summary>
    private async Task CheckFilesAsync(DiskState disk, MemoryLogStore store, string note)
    {
        var head = store.Head;
        var texts = await store.ReadTextsAsync(0, head.Size, Cancel).ToListAsync(Cancel);
        var tree = FindTree(store, texts);
        Assert.Equal(tree.Root(tree.Size), head.Root.ToArray());
        var due = DuePaths(head.Size).ToHashSet(StringComparer.Ordinal);
        foreach (var (path, file) in disk.Names)
        {
            var name = path.StartsWith(Folder + "/", StringComparison.Ordinal) ? path[(Folder.Length + 1)..] : path;
            due.Remove(name);
            if (TileId.TryParse(name, out var tile))
            {
                var span = 1 << (8 * tile.Level);
                var first = (int)tile.Index * 256;
                var expected = Enumerable.Range(first, tile.Width).SelectMany(i => tree.Hash(i * span, (i + 1) * span));
                Assert.True(file.Bytes.SequenceEqual(expected), path);
            }
            else if (EntryBundleId.TryParse(name, out var bundle))
            {
                var expected = EntryBundle.Encode([.. texts.Skip((int)bundle.Index * 256).Take(bundle.Width).Select(text => text.ToArray())]);
                Assert.True(file.Bytes.SequenceEqual(expected), path);
            }
            else if (name == LogPublisher.CheckpointPath)
            {
                Assert.Equal(note, Encoding.UTF8.GetString(file.Bytes.AsSpan()));
                due.Remove(name);
            }
            else
            {
                Assert.True(name == $"{Folder}.flushed" || name.EndsWith(".tmp", StringComparison.Ordinal), path);
            }
        }

        Assert.Empty(due);
    }

    private static IEnumerable<string> DuePaths(long size)
    {
        for (var (level, hashes) = (0, size); hashes > 0; level++, hashes >>= 8)
        {
            for (var index = 0L; index * 256 < hashes; index++)
            {
                var width = (int)Math.Min(256, hashes - (index * 256));
                yield return new TileId(level, index, width).Path;
                if (level == 0)
                {
                    yield return new EntryBundleId(index, width).Path;
                }
            }
        }

        yield return LogPublisher.CheckpointPath;
    }

    // Texts and times are the same in every run, so a tree is made once for each size.
    private NaiveTree FindTree(MemoryLogStore store, List<ReadOnlyMemory<byte>> texts)
    {
        if (!_trees.TryGetValue(store.Head.Size, out var tree) || !tree.Root(tree.Size).AsSpan().SequenceEqual(store.Head.Root.ToArray()))
        {
            _trees[store.Head.Size] = tree = new NaiveTree(texts);
        }

        return tree;
    }

    private static async Task AppendAsync(DepartmentLog log, int count)
    {
        var first = (int)log.Publisher.Published.Head.Size;
        var answers = await Task.WhenAll(
            Enumerable.Range(first, count).Select(number => log.Sequencer.AppendAsync(Requests.Number(number)).AsTask()));
        Assert.All(answers, answer => Assert.Null(answer.Refusal));
    }

    private Task<DepartmentLog> OpenAsync(PowerCutDisk disk, MemoryLogStore store, HeldHead held, int batchSize = 1) =>
        OpenAsync(disk, store, new MemoryHeadLock(held), batchSize);

    private async Task<DepartmentLog> OpenAsync(PowerCutDisk disk, MemoryLogStore store, MemoryHeadLock headLock, int batchSize) => await DepartmentLog.OpenAsync(
        TestDepartment.Profile, new LogStorage(store, new FileTileStore(Folder, disk), headLock), TestDepartment.LogKey, _box,
        new SequencerOptions { BatchSize = batchSize, BatchWindow = LogFolder.NoWindow, IdleWindow = LogFolder.NoWindow, FlushPause = TimeSpan.Zero },
        new SteppedClock(), NullLogger<DepartmentLog>.Instance, Cancel);

    /// <summary>What there is at one moment.</summary>
    private sealed record Moment(DiskState Disk, MemoryLogStore Store, HeldHead Held, int Acknowledged, LogHead Head);

    /// <summary>A head lock whose head is durable at once.</summary>
    private sealed class MemoryHeadLock(HeldHead held) : IHeadLock
    {
        private volatile HeldHead _held = held;

        public HeldHead? Held => _held;

        public ValueTask AdvanceAsync(HeldHead head, CancellationToken cancellationToken)
        {
            _held = head;
            return ValueTask.CompletedTask;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
