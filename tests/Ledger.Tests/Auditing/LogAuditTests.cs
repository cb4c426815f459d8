using System.Security.Cryptography;
using System.Text;
using Ledger.Auditing;
using Ledger.Tests.Log;
using Ledger.Verify.Faults;
using Ledger.Verify.Notes;

namespace Ledger.Tests.Auditing;

/// <summary>Audits of foreign logs, correct and incorrect.</summary>
public sealed class LogAuditTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(600)]
    [InlineData(2049)]
    public async Task Audit_CorrectLog_Agrees(int size)
    {
        var log = ForeignLog.OfSize(size);

        var report = await log.AuditAsync();

        Assert.Empty(report.Findings);
        Assert.True(report.IsRootConfirmed);
        Assert.Equal(size, report.Head!.Size); // Without findings there is a head.
    }

    [Fact]
    public async Task Audit_CorrectLogThatCannotBeListed_Agrees()
    {
        var listed = ForeignLog.OfSize(300);
        listed.Files["tile/0/001.p/3"] = new byte[96];
        var log = new ForeignLogOnTheWeb(listed);

        Assert.Empty((await new LogAudit(log, ForeignLog.Key).RunAsync(new LogAuditOptions(), TestContext.Current.CancellationToken))!.Findings); // It has a checkpoint.
    }

    [Fact]
    public async Task Audit_LongestAndEmptyEntries_Agree()
    {
        byte[][] entries = [new byte[65_535], [], RandomNumberGenerator.GetBytes(65_535), "{}"u8.ToArray()];

        Assert.Empty((await ForeignLog.FromEntries(entries).AuditAsync()).Findings);
    }

    // C2SP tlog-checkpoint: a log may add lines, and anybody may add signatures.
    [Fact]
    public async Task Audit_ExtensionLinesAndOtherSignatures_Agree()
    {
        var log = ForeignLog.OfSize(5);
        var witness = new Ed25519NoteSigner("witness.example", SHA256.HashData("a witness"u8));
        Assert.True(SignedNote.TryParse(log.NoteOf(5, "an extension", "another 1"), out var note));
        var other = SignedNote.Sign(note.Text, witness);
        log.Files["checkpoint"] = Encoding.UTF8.GetBytes((note with { Signatures = [.. other.Signatures, .. note.Signatures] }).ToString());

        Assert.Empty((await log.AuditAsync()).Findings);
    }

    [Fact]
    public async Task Audit_NoCheckpoint_IsNull()
    {
        var log = ForeignLog.OfSize(5);
        log.Files.TryRemove("checkpoint", out _);

        Assert.Null(await log.AuditAsync(new LogAuditOptions()));
    }

    [Theory]
    [InlineData("checkpoint")]
    [InlineData("tile/entries/001")]
    [InlineData("tile/0/002.p/88")]
    [InlineData("tile/1/000.p/2")]
    public async Task Audit_UnreachableFile_Throws(string path)
    {
        var log = ForeignLog.OfSize(600);
        log.Unreachable = path;

        Assert.Equal(path, (await Assert.ThrowsAsync<IOException>(() => log.AuditAsync())).Message);
    }

    [Fact]
    public async Task Audit_OfTheNodesOwnTiles_Agrees()
    {
        using var folder = new LogFolder();
        await folder.FillAsync(200, 100, 1);
        var audit = new LogAudit(new TileStoreFiles(new Ledger.Log.FileTileStore(folder.Tiles)), TestDepartment.LogKey.Key);

        var report = await audit.RunAsync(new LogAuditOptions(), TestContext.Current.CancellationToken);

        Assert.NotNull(report);
        Assert.Empty(report.Findings);
        Assert.Equal(301, report.Head?.Size);
    }

    [Theory]
    [InlineData("tile/entries/000", "LDG3210", 0)]
    [InlineData("tile/entries/002.p/88", "LDG3210", 512)]
    [InlineData("tile/0/001", "LDG3210", 256)]
    [InlineData("tile/1/000.p/2", "LDG3210", 0)]
    public async Task Audit_RemovedFile_IsReportedMissing(string path, string code, int? first)
    {
        var log = ForeignLog.OfSize(600);
        log.Files.TryRemove(path, out _);

        await AssertOnlyAsync(log, code, path, first);
    }

    [Theory]
    [InlineData("tile/0/001", 8160, 256)]
    [InlineData("tile/0/001", 8224, 256)]
    [InlineData("tile/0/001", 0, 256)]
    [InlineData("tile/0/002.p/88", (88 * 32) + 1, 512)]
    [InlineData("tile/1/000.p/2", 32, 0)]
    public async Task Audit_TileOfTheWrongWidth_IsNamed(string path, int length, int first)
    {
        var log = ForeignLog.OfSize(600);
        var tile = log.Files[path];
        log.Files[path] = [.. tile.Take(length), .. new byte[Math.Max(0, length - tile.Length)]];

        await AssertOnlyAsync(log, "LDG3214", path, first);
    }

    [Theory]
    [InlineData("tile/entries/001", 512)]
    [InlineData("tile/entries/002.p/88", 600)]
    public async Task Audit_BundleWithOneEntryTooMany_NamesIt(string path, int place)
    {
        var log = ForeignLog.OfSize(600);
        log.Files[path] = [.. log.Files[path], 0, 1, (byte)'x'];

        await AssertOnlyAsync(log, "LDG3211", path, place);
    }

    [Fact]
    public async Task Audit_BundleWithOneEntryTooFew_NamesThePlace()
    {
        var log = ForeignLog.OfSize(600);
        log.Files["tile/entries/001"] = ForeignLog.Bundle(log.Entries.Skip(256).Take(255));

        await AssertOnlyAsync(log, "LDG3212", "tile/entries/001", 511);
    }

    [Fact]
    public async Task Audit_TruncatedBundle_NamesThePlace()
    {
        var log = ForeignLog.OfSize(600);
        log.Files["tile/entries/001"] = log.Files["tile/entries/001"][..^1];

        await AssertOnlyAsync(log, "LDG3213", "tile/entries/001", 511);
    }

    [Fact]
    public async Task Audit_NeitherEntriesNorTile_NamesWhereItStopped()
    {
        var log = ForeignLog.OfSize(600);
        log.Files.TryRemove("tile/entries/001", out _);
        log.Files.TryRemove("tile/0/001", out _);

        var report = await log.AuditAsync(256, 600);

        Assert.Equal(["LDG3210", "LDG3210", "LDG3221"], report.Findings.Select(finding => finding.Fault.Code));
        Assert.Equal((256, 599), (report.Findings[2].First, report.Findings[2].Last));
        Assert.Equal([256L], report.RootsAt.Keys);
        Assert.False(report.IsRootConfirmed);
    }

    [Fact]
    public async Task Audit_FilesOfAnotherHistory_ReportsIt()
    {
        var log = ForeignLog.OfSize(600);
        log.Files["checkpoint"] = Encoding.UTF8.GetBytes(log.Rewritten(300).NoteOf(600));

        await AssertOnlyAsync(log, "LDG3220", "checkpoint", null);
    }

    [Fact]
    public async Task Audit_EntryAndTileBothChanged_SaysFirstThatTheRootDiffers()
    {
        var log = ForeignLog.OfSize(600);
        log.Files["tile/entries/000"][5] ^= 1;
        log.Files["tile/0/001"][0] ^= 1;

        var report = await log.AuditAsync();

        Assert.Equal(["LDG3219", "LDG3217", "LDG3217"], report.Findings.Select(finding => finding.Fault.Code));
        Assert.Equal([null, 0L, 256L], report.Findings.Select(finding => finding.First));
        Assert.Equal("tile/0/001", report.Findings[2].Beside);
    }

    [Theory]
    [InlineData("tile/0/001.p/3")]
    [InlineData("tile/entries/001.p/3")]
    [InlineData("tile/1/000.p/1")]
    public async Task Audit_DifferentOlderPartialFile_IsNamed(string path)
    {
        var log = ForeignLog.OfSize(600);
        log.Files[path] = new byte[96];

        await AssertOnlyAsync(log, "LDG3218", path, null);
    }

    [Fact]
    public async Task Audit_SeveralPlaces_AreInTheOrderOfTheLog()
    {
        var log = ForeignLog.OfSize(1000);
        log.Files["tile/entries/003.p/232"][10] ^= 1;
        log.Files["tile/0/001"] = [];
        log.Files.TryRemove("tile/entries/002", out _);
        log.Files["tile/0/000.p/9"] = [1];

        Assert.Equal(
            ["tile/0/000.p/9", "tile/0/001", "tile/entries/002", "tile/entries/003.p/232"],
            (await log.AuditAsync()).Findings.Select(finding => finding.Path));
    }

    [Fact]
    public async Task Audit_LargestSize_StopsAtTheFirstMissingFile()
    {
        var log = ForeignLog.OfSize(256);
        log.Files["checkpoint"] = Encoding.UTF8.GetBytes(ForeignLog.NoteOf(ForeignLog.Origin, long.MaxValue, log.RootOf(256)));

        Assert.Equal(["LDG3210", "LDG3210", "LDG3221"], (await log.AuditAsync()).Findings.Select(finding => finding.Fault.Code));
    }

    [Fact]
    public async Task Audit_EveryFileWrong_ReportsAHundredPlaces()
    {
        var log = ForeignLog.OfSize(256 * 120);
        foreach (var path in log.Files.Keys.Where(path => path.StartsWith("tile/0/", StringComparison.Ordinal)))
        {
            log.Files[path] = [1];
        }

        Assert.Equal(100, (await log.AuditAsync()).Findings.Count);
    }

    [Fact]
    public async Task Visit_CorrectLog_GetsEveryEntryOnceInOrder()
    {
        var log = ForeignLog.OfSize(1000);
        var seen = new List<byte[]>();

        await log.AuditAsync(new LogAuditOptions
        {
            Visit = (passed, _) =>
            {
                Assert.Equal(seen.Count, passed.First);
                seen.AddRange(passed.Texts.Select(text => text.ToArray()));
                return ValueTask.CompletedTask;
            },
        });

        Assert.Equal(log.Entries, seen);
    }

    // The full file that replaced the partial one holds entries beyond the checkpoint.
    [Fact]
    public async Task Visit_LogGrewSinceItsCheckpoint_GetsOnlyCoveredEntries()
    {
        var log = ForeignLog.OfSize(256);
        log.Files["checkpoint"] = Encoding.UTF8.GetBytes(log.NoteOf(200));
        var seen = 0;

        var report = await log.AuditAsync(new LogAuditOptions { Visit = (passed, _) => { seen += passed.Texts.Count; return ValueTask.CompletedTask; } });

        Assert.Empty(report!.Findings); // It has a checkpoint.
        Assert.Equal(200, seen);
    }

    [Theory]
    [InlineData("tile/entries/001", 856, 1)]
    [InlineData("tile/0/001", 1112, 1)]
    [InlineData("tile/1/000.p/4", 1112, 1)]
    public async Task Recognise_OneUnreadableFile_SkipsItAndConfirmsTheRest(string path, long entriesDone, int filesMissing)
    {
        var log = ForeignLog.OfSize(1112);
        log.Unreachable = path;

        var report = await log.AuditAsync(Recognising());

        Assert.Empty(report!.Findings); // It has a checkpoint.
        Assert.True(report.IsRootConfirmed);
        Assert.False(report.IsComplete);
        Assert.Equal((1112, entriesDone), (report.Counts.EntriesDue, report.Counts.EntriesDone));
        Assert.Equal(filesMissing, report.Counts.FilesMissing);
        var unread = Assert.Single(report.Unread);
        Assert.Equal((path, AuditFaults.FileMissing, path), (unread.Path, unread.Fault, unread.Detail));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(256)]
    [InlineData(600)]
    [InlineData(3000)]
    public async Task Counts_CorrectLog_AreComplete(int size)
    {
        var report = await ForeignLog.OfSize(size).AuditAsync(Recognising());

        Assert.True(report!.IsComplete); // It has a checkpoint.
        Assert.Equal((size, size), (report.Counts.EntriesDue, report.Counts.EntriesDone));
        Assert.Equal(report.Counts.FilesDue, report.Counts.FilesDone);
        Assert.Equal(size > 0, report.Counts.FilesDue > 0);
    }

    [Fact]
    public async Task Recognise_UnknownException_EndsTheAudit()
    {
        var log = ForeignLog.OfSize(600);
        log.Unreachable = "tile/0/001";

        await Assert.ThrowsAsync<IOException>(() => log.AuditAsync(new LogAuditOptions { Recognise = _ => null }));
    }

    private static LogAuditOptions Recognising() => new()
    {
        Recognise = problem => problem is IOException ? new FaultException(AuditFaults.FileMissing, problem.Message) : null,
    };

    [Fact]
    public async Task Visit_ThatThrows_EndsTheAudit() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => ForeignLog.OfSize(5000).AuditAsync(
            new LogAuditOptions { Visit = (_, _) => throw new InvalidOperationException() }));

    [Fact]
    public async Task Progress_CorrectLog_EndsAtItsSize()
    {
        var told = new List<(long, long)>();

        await ForeignLog.OfSize(600).AuditAsync(new LogAuditOptions { Progress = (done, size) => told.Add((done, size)) });

        Assert.Equal([(256, 600), (512, 600), (600, 600)], told);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(64)]
    public async Task ReadAhead_OfAnyLength_GivesTheSameRoot(int readAhead)
    {
        var report = await ForeignLog.OfSize(3000).AuditAsync(new LogAuditOptions { ReadAhead = readAhead });

        Assert.True(report!.IsRootConfirmed); // It has a checkpoint.
    }

    [Theory]
    [InlineData(0)]
    [InlineData(65)]
    public async Task ReadAhead_OutOfRange_IsRefused(int readAhead) => await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
        () => ForeignLog.OfSize(5).AuditAsync(new LogAuditOptions { ReadAhead = readAhead }));

    [Fact]
    public async Task RootsAt_EverySize_AreThoseOfTheNaiveTree()
    {
        var log = ForeignLog.OfSize(600);

        var report = await log.AuditAsync([.. Enumerable.Range(0, 601).Select(size => (long)size)]);

        Assert.All(Enumerable.Range(0, 601), size => Assert.Equal(log.RootOf(size), report.RootsAt[size].ToArray()));
    }

    [Fact]
    public async Task RootsAt_SizesOutsideTheLog_AreLeftOut() =>
        Assert.Equal([3L], (await ForeignLog.OfSize(5).AuditAsync(-1, 3, 6, 3)).RootsAt.Keys);

    [Fact]
    public async Task RootsAt_EntryChangedUnderTheSignedRoot_AreTheSignedOnes()
    {
        var log = ForeignLog.OfSize(600);
        log.Files["tile/entries/000"][5] ^= 1;

        var report = await log.AuditAsync(300);

        Assert.True(report.IsRootConfirmed);
        Assert.Equal(log.RootOf(300), report.RootsAt[300].ToArray());
    }

    internal static async Task AssertOnlyAsync(ForeignLog log, string code, string path, int? first)
    {
        var finding = Assert.Single((await log.AuditAsync()).Findings);
        Assert.Equal(code, finding.Fault.Code);
        Assert.Equal(path, finding.Path);
        Assert.Equal(first, finding.First);
    }

    private sealed class ForeignLogOnTheWeb(ForeignLog log) : ILogFiles
    {
        public ValueTask<ReadOnlyMemory<byte>?> ReadAsync(string path, CancellationToken cancellationToken) => log.ReadAsync(path, cancellationToken);

        public IEnumerable<int> PartialWidths(string fullPath) => [];
    }
}
