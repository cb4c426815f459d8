using Ledger.Departments;
using Ledger.Faults;
using Ledger.Log;
using Ledger.Store.Contract;

namespace Ledger.Store.LiteDb.Tests.Journaling;

/// <summary>
/// A bad end of the journal that something else knows to have been committed is damage, not a torn tail: opening refuses it, names the place
/// and leaves every byte as it is.
/// </summary>
public sealed class ShownTailTests : IDisposable
{
    private readonly StoreFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("head lock", -1)]
    [InlineData("checkpoint", -1)]
    [InlineData("tiles", -1)]
    [InlineData("entry bundles", -1)]
    [InlineData("checkpoint", 0)]  // The frame's magic.
    [InlineData("checkpoint", 12)] // Its length.
    [InlineData("checkpoint", 40)] // Its head.
    public async Task Open_LastFrameDamagedAndShown_IsRefusedWithItsPlace(string source, int place)
    {
        var heads = await _folder.FillAsync([2, 1]);
        var start = _folder.FrameStarts(0)[1];
        _folder.DeleteDatabase();
        Flip(place < 0 ? new FileInfo(_folder.SegmentPath(0)).Length + place : start + place);

        await AssertRefusedAsync(Show(source, heads[1]), _folder.SegmentPath(0), start);
    }

    [Fact]
    public async Task Open_CatalogueBehindAndLastFrameDamagedAndShown_IsRefused()
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
    public async Task Open_LastFrameCutOffAndShown_IsRefused()
    {
        var heads = await _folder.FillAsync([2, 1]);
        var start = _folder.FrameStarts(0)[1];
        _folder.DeleteDatabase();
        CutTo(start + 50);

        await AssertRefusedAsync(Show("head lock", heads[1]), _folder.SegmentPath(0), start);
    }

    [Fact]
    public async Task Open_OnlySegmentCutIntoItsHeaderAndShown_IsRefused()
    {
        var heads = await _folder.FillAsync([2]);
        _folder.DeleteDatabase();
        CutTo(20);

        await AssertRefusedAsync(Show("checkpoint", heads[0]), _folder.SegmentPath(0), 0);
    }

    [Fact]
    public async Task Open_SoundJournalShorterThanShown_IsBehindAndChangesNothing()
    {
        var heads = await _folder.FillAsync([2, 1]);
        _folder.DeleteDatabase();
        CutTo(_folder.FrameStarts(0)[1]);
        var held = Show("checkpoint", heads[1]);
        var before = ReadAll();

        await Assert.ThrowsAsync<LogBehindException>(async () => await OpenAsync(held));

        Assert.Equal(before, ReadAll());
    }

    [Fact]
    public async Task Open_NoSegmentAndShown_BeginsNoNewLog()
    {
        var held = Show("checkpoint", (await _folder.FillAsync([2]))[0]);
        _folder.DeleteDatabase();
        File.Delete(_folder.SegmentPath(0));

        await Assert.ThrowsAsync<LogBehindException>(async () => await OpenAsync(held));

        Assert.Empty(_folder.ReadJournal());
        Assert.False(File.Exists(_folder.Database));
    }

    [Fact]
    public async Task Open_TornTailBehindWhatWasShown_IsCut()
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
    public async Task Open_UnreadableDatabaseBesideADamagedJournal_LeavesBoth()
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

        var damaged = await Assert.ThrowsAsync<StoreDamagedException>(async () => await OpenAsync(held));

        Assert.StartsWith($"{path} is damaged at byte {place}: ", damaged.Message, StringComparison.Ordinal);
        Assert.Equal(new DamagePlace(Path.GetFileName(path), place, null), damaged.Place);
        Assert.Equal(before, ReadAll());
    }

    private Task<LiteDbLogStore> OpenAsync(HeldHead? held) => LiteDbLogStore.OpenAsync(
        new LiteDbStoreOptions { Folder = _folder.Root, Origin = StoreFolder.Origin, Held = held }, new EventList(), Cancel).AsTask();

    /// <summary>Lets one source know of a head.</summary>
    /// <returns>What the head lock holds.</returns>
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
