using Ledger.Departments;
using Ledger.Log;
using Ledger.Store.Contract;
using Ledger.Verify.Faults;

namespace Ledger.Store.LiteDb.Tests.Journaling;

/// <summary>
/// The end of the journal is bad, and another source knows that it was committed. That is damage and not a torn tail. Opening refuses the journal,
/// names the place and changes nothing.
/// </summary>
public sealed class KnownTailTests : IDisposable
{
    private readonly StoreFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("head lock", -1)]
    [InlineData("checkpoint", -1)]
    [InlineData("tiles", -1)]
    [InlineData("entry bundles", -1)]
    [InlineData("checkpoint", 0)]  // The magic of the frame.
    [InlineData("checkpoint", 12)] // The length of the frame.
    [InlineData("checkpoint", 40)] // The head in the frame.
    public async Task Open_LastFrameDamagedButKnown_IsRefusedWithItsPlace(string source, int place)
    {
        var heads = await _folder.FillAsync([2, 1]);
        var start = _folder.FrameStarts(0)[1];
        _folder.DeleteDatabase();
        Flip(place < 0 ? new FileInfo(_folder.SegmentPath(0)).Length + place : start + place);

        await AssertRefusedAsync(Show(source, heads[1]), _folder.SegmentPath(0), start);
    }

    [Fact]
    public async Task Open_CatalogueBehindAndLastFrameDamagedButKnown_IsRefused()
    {
        await _folder.FillAsync([2]);
        var behind = await File.ReadAllBytesAsync(_folder.Database, Cancel);
        var heads = await _folder.FillAsync([1]);
        var start = _folder.FrameStarts(0)[1];
        await File.WriteAllBytesAsync(_folder.Database, behind, Cancel); // As a killed node leaves it.
        Flip(new FileInfo(_folder.SegmentPath(0)).Length - 1);

        await AssertRefusedAsync(Show("checkpoint", heads[0]), _folder.SegmentPath(0), start);
    }

    [Fact]
    public async Task Open_LastFrameCutOffButKnown_IsRefused()
    {
        var heads = await _folder.FillAsync([2, 1]);
        var start = _folder.FrameStarts(0)[1];
        _folder.DeleteDatabase();
        CutTo(start + 50);

        await AssertRefusedAsync(Show("head lock", heads[1]), _folder.SegmentPath(0), start);
    }

    [Fact]
    public async Task Open_OnlySegmentCutInItsHeaderButKnown_IsRefused()
    {
        var heads = await _folder.FillAsync([2]);
        _folder.DeleteDatabase();
        CutTo(20);

        await AssertRefusedAsync(Show("checkpoint", heads[0]), _folder.SegmentPath(0), 0);
    }

    [Fact]
    public async Task Open_SoundJournalShorterThanKnown_IsBehindAndChangesNothing()
    {
        var heads = await _folder.FillAsync([2, 1]);
        _folder.DeleteDatabase();
        CutTo(_folder.FrameStarts(0)[1]);
        var held = Show("checkpoint", heads[1]);
        var before = ReadAll();

        await FaultAssert.ThrowsAsync(StoreFaults.Behind, async () => await OpenAsync(held));

        Assert.Equal(before, ReadAll());
    }

    [Fact]
    public async Task Open_NoSegmentButKnown_StartsNoNewLog()
    {
        var held = Show("checkpoint", (await _folder.FillAsync([2]))[0]);
        _folder.DeleteDatabase();
        File.Delete(_folder.SegmentPath(0));

        await FaultAssert.ThrowsAsync(StoreFaults.Behind, async () => await OpenAsync(held));

        Assert.Empty(_folder.ReadJournal());
        Assert.False(File.Exists(_folder.Database));
    }

    [Fact]
    public async Task Open_TornTailAfterTheKnownSize_IsCut()
    {
        var heads = await _folder.FillAsync([2, 1]);
        var start = _folder.FrameStarts(0)[1];
        _folder.DeleteDatabase();
        CutTo(start + 50);
        _ = Show("tiles", heads[0]);
        _ = Show("checkpoint", heads[0]);

        await using var store = await OpenAsync(new HeldHead(heads[0].Size, heads[0].Root));

        await store.CheckAllAsync(heads[0]);
        Assert.Equal(start, new FileInfo(_folder.SegmentPath(0)).Length);
    }

    [Fact]
    public async Task Open_UnreadableDatabaseAndDamagedJournal_ChangesNeither()
    {
        var heads = await _folder.FillAsync([2, 1]);
        var start = _folder.FrameStarts(0)[1];
        await File.WriteAllBytesAsync(_folder.Database, new byte[8192], Cancel);
        Flip(start + 40);

        await AssertRefusedAsync(Show("checkpoint", heads[1]), _folder.SegmentPath(0), start);
    }

    public void Dispose() => _folder.Dispose();

    private async Task AssertRefusedAsync(HeldHead? held, string path, long place)
    {
        var before = ReadAll();

        var damaged = await FaultAssert.ThrowsAsync(StoreFaults.Damaged, async () => await OpenAsync(held));

        Assert.StartsWith($"{path} is damaged at byte {place}: ", damaged.Detail, StringComparison.Ordinal);
        Assert.Equal(new DamagePlace(Path.GetFileName(path), place, null), damaged.Place);
        Assert.Equal(before, ReadAll());
    }

    private Task<LiteDbLogStore> OpenAsync(HeldHead? held) => LiteDbLogStore.OpenAsync(
        new LiteDbStoreOptions { Folder = _folder.Root, Origin = StoreFolder.Origin, Held = held }, new EventList(), Cancel).AsTask();

    /// <summary>Makes a head known to one source.</summary>
    /// <returns>The head in the head lock.</returns>
    private HeldHead? Show(string source, LogHead head)
    {
        var log = new DepartmentLayout(_folder.Root).PublicLog;
        switch (source)
        {
            case "head lock":
                return new HeldHead(head.Size, head.Root);
            case "checkpoint":
                Write(Path.Combine(log, "checkpoint"), $"{StoreFolder.Origin}\n{head.Size}\n{head.Root.ToBase64()}\n\n— {StoreFolder.Origin} {Convert.ToBase64String(new byte[68])}\n");
                return null;
            default:
                Write(Path.Combine(log, "tile", source == "tiles" ? "0" : "entries", "000.p", $"{head.Size}"), "");
                return null;
        }
    }

    private static void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!); // A file always has a folder.
        File.WriteAllText(path, text);
    }

    private Dictionary<string, string> ReadAll() => Directory.EnumerateFiles(_folder.Root, "*", SearchOption.AllDirectories)
        .Where(path => Path.GetFileName(path) != "lock").ToDictionary(path => path, path => Convert.ToHexString(File.ReadAllBytes(path)));

    private void Flip(long place)
    {
        using var file = new FileStream(_folder.SegmentPath(0), FileMode.Open);
        file.Position = place;
        var value = file.ReadByte();
        file.Position = place;
        file.WriteByte((byte)(value ^ 1));
    }

    private void CutTo(long length)
    {
        using var file = new FileStream(_folder.SegmentPath(0), FileMode.Open);
        file.SetLength(length);
    }
}
