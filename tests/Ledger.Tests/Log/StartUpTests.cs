using System.Text;
using Ledger.Log;
using Ledger.Verify.Faults;
using Ledger.Verify.Notes;
using Ledger.Verify.Trees;

namespace Ledger.Tests.Log;

/// <summary>
/// Start-up with changed public files. Files that the journal proves are rewritten. Files that contradict the journal are refused and kept.
/// </summary>
public sealed class StartUpTests : IDisposable
{
    private readonly LogFolder _folder = new();

    public static TheoryData<string> EdgeFiles => ["tile/0/001.p/3", "tile/1/000.p/1", "tile/entries/001.p/3"];

    public static TheoryData<string> NoCheckpoints =>
    [
        "", "garbage", "ledger.localhost/education/log\n259\n", "{note}trailing", "\uFEFF{note}",
    ];

    [Fact]
    public async Task Open_NothingPublishedYet_PublishesTheEmptyLog()
    {
        await using var log = await _folder.OpenAsync();

        await log.CheckAllAsync([]);
        Assert.Equal(0, log.Log.Publisher.Published.Head.Size);
    }

    [Fact]
    public async Task Open_TileFolderMissing_RewritesIt()
    {
        var entries = await _folder.FillAsync(259);
        Directory.Delete(_folder.Tiles, recursive: true);

        await using var log = await _folder.OpenAsync();

        await log.CheckAllAsync(entries);
    }

    [Fact]
    public async Task Open_CheckpointMissing_RewritesIt()
    {
        var entries = await _folder.FillAsync(259);
        var before = await File.ReadAllTextAsync(_folder.Checkpoint, TestContext.Current.CancellationToken);
        File.Delete(_folder.Checkpoint);

        await using var log = await _folder.OpenAsync();

        await log.CheckAllAsync(entries, [before]);
    }

    [Theory, MemberData(nameof(EdgeFiles))]
    public async Task Open_EdgeFileMissing_RewritesIt(string path)
    {
        var entries = await _folder.FillAsync(259);
        File.Delete(Path.Combine(_folder.Tiles, path));

        await CheckOpenAndAppendAsync(entries);
    }

    [Theory, MemberData(nameof(EdgeFiles))]
    public async Task Open_EdgeFileCut_RewritesIt(string path)
    {
        var entries = await _folder.FillAsync(259);
        using (var file = new FileStream(Path.Combine(_folder.Tiles, path), FileMode.Open))
        {
            file.SetLength(file.Length - 1);
        }

        await CheckOpenAndAppendAsync(entries);
    }

    [Theory, MemberData(nameof(EdgeFiles))]
    public async Task Open_EdgeFileWithAFlippedBit_RewritesIt(string path)
    {
        var entries = await _folder.FillAsync(259);
        FlipMiddle(Path.Combine(_folder.Tiles, path));

        await CheckOpenAndAppendAsync(entries);
    }

    [Theory, MemberData(nameof(EdgeFiles))]
    public async Task Open_EdgeFileWithAFlippedBitAndUnpublishedEntries_RewritesIt(string path)
    {
        var entries = await _folder.FillAsync(259);
        using var older = _folder.Copy();
        entries.AddRange(await FillMoreAsync(259, 2));
        RestoreTiles(older);
        FlipMiddle(Path.Combine(_folder.Tiles, path));

        await CheckOpenAndAppendAsync(entries);
    }

    [Fact]
    public async Task Open_PublicFilesBehindTheJournal_CatchesUp()
    {
        var entries = await _folder.FillAsync(250);
        using var older = _folder.Copy();
        entries.AddRange(await FillMoreAsync(250, 9));
        RestoreTiles(older);

        await CheckOpenAndAppendAsync(entries);
    }

    [Theory, MemberData(nameof(NoCheckpoints))]
    public async Task Open_MalformedCheckpoint_IsRefused(string text)
    {
        await _folder.FillAsync(3);
        var note = await File.ReadAllTextAsync(_folder.Checkpoint, TestContext.Current.CancellationToken);

        await CheckRefusedAsync(text.Replace("{note}", note, StringComparison.Ordinal), "cannot be read");
    }

    [Fact]
    public async Task Open_CheckpointOfAnotherOrigin_IsRefused()
    {
        await _folder.FillAsync(3);
        var other = new Ed25519NoteSigner("ledger.localhost/health/log", Requests.HashOf("health").ToArray());

        await CheckRefusedAsync(Sign("ledger.localhost/health/log", 2, Requests.HashOf("root"), other), "cannot be read");
    }

    [Fact]
    public async Task Open_CheckpointOfALongerLog_IsRefused()
    {
        // The situation after restoring a backup of the journal.
        await _folder.FillAsync(3);

        await CheckRefusedAsync(Sign(TestDepartment.Profile.Origin, 4, Requests.HashOf("root")), "longer log");
    }

    [Theory, InlineData(0), InlineData(1), InlineData(2), InlineData(3)]
    public async Task Open_CheckpointWithAnotherRoot_IsRefused(int size)
    {
        // Two contradicting signed heads must never exist. Overwriting the first would hide them.
        await _folder.FillAsync(3);

        await CheckRefusedAsync(Sign(TestDepartment.Profile.Origin, size, Requests.HashOf("another root")), $"of size {size}");
    }

    [Fact]
    public async Task Open_PublicFilesOfAnotherHistory_AreRefused()
    {
        await _folder.FillAsync(3);
        using var other = new LogFolder();
        await using (var log = await other.OpenAsync(2))
        {
            await log.AppendAsync(100, 2);
        }

        RestoreTiles(other);

        await CheckRefusedAsync(null, "of size 2");
    }

    public void Dispose() => _folder.Dispose();

    private async Task CheckOpenAndAppendAsync(List<Appended> entries)
    {
        await using var log = await _folder.OpenAsync();
        await log.CheckAllAsync(entries);

        // The next batch writes the edge from memory to files.
        var next = (await log.Sequencer.AppendAsync(Requests.Number(entries.Count))).Required;
        await log.CheckAllAsync([.. entries, next]);
    }

    private async Task CheckRefusedAsync(string? checkpoint, string why)
    {
        if (checkpoint is not null)
        {
            await File.WriteAllTextAsync(_folder.Checkpoint, checkpoint, new UTF8Encoding(false), TestContext.Current.CancellationToken);
        }

        var before = _folder.ReadTiles();

        var refusal = await Assert.ThrowsAsync<FaultException>(() => _folder.OpenAsync());

        Assert.True(StoreFaults.IsDamage(refusal.Fault), refusal.Message);
        Assert.Contains(why, refusal.Detail, StringComparison.Ordinal);
        Assert.Equal(before, _folder.ReadTiles());
    }

    private async Task<IEnumerable<Appended>> FillMoreAsync(int first, int count)
    {
        await using var log = await _folder.OpenAsync(count);
        return (await log.AppendAsync(first, count)).Select(outcome => outcome.Required);
    }

    private void RestoreTiles(LogFolder from)
    {
        Directory.Delete(_folder.Tiles, recursive: true);
        foreach (var (path, bytes) in from.ReadTiles())
        {
            var target = Path.Combine(_folder.Tiles, path);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.WriteAllBytes(target, bytes);
        }
    }

    private static void FlipMiddle(string path)
    {
        var bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 4;
        File.WriteAllBytes(path, bytes);
    }

    private static string Sign(string origin, long size, Digest root, INoteSigner? signer = null) =>
        SignedNote.Sign(new Checkpoint(origin, size, root).ToText(), signer ?? TestDepartment.LogKey).ToString();
}
