using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Ledger.Verify.Notes;
using Ledger.Verify.Trees;
using static Ledger.Cli.Tests.Refusals;

namespace Ledger.Cli.Tests.Logs;

/// <summary><c>log compare</c>: two checkpoints of one log.</summary>
public sealed class LogCompareTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SmallLog _log;
    private readonly SmallLog _other;

    public LogCompareTests()
    {
        _log = new SmallLog(_folder.PathOf("log")).WriteAt(20);
        _other = new SmallLog(_folder.PathOf("other"), "forged") { ForkedAt = 3 };
    }

    private string Evidence => _folder.PathOf("one.evidence.json");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(5, 5)]
    [InlineData(5, 9)]
    [InlineData(9, 5)]
    [InlineData(9, 20)]
    [InlineData(0, 1)]
    public async Task Compare_OneHistory_Agrees(int one, int other)
    {
        var run = await CompareAsync(_log.NoteAt(one), _log.NoteAt(other), "--log", _log.Folder);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("agree", (string?)run.Json["result"]);
        Assert.Equal((one, other), ((int?)run.Json["one"]?["size"], (int?)run.Json["other"]?["size"]));
        Assert.False(File.Exists(Evidence));
    }

    [Fact]
    public async Task Compare_OneHistoryAsText_IsReportedInBothLanguages()
    {
        var run = await LedgerRun.RunAsync(
            "log", "compare", _folder.Write("one", _log.NoteAt(5)), _folder.Write("two", _log.NoteAt(5)), "--vkey", SmallLog.Vkey);

        Assert.StartsWith("✓ log.example.org/small: the checkpoints of sizes 5 and 5 are of one history.", run.Output, StringComparison.Ordinal);
        Assert.Contains("两个检查点属于同一段历史。", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compare_OneSizeAndTwoRoots_NeedsNoLog()
    {
        var run = await CompareAsync(_log.NoteAt(5), _other.NoteAt(5));

        Assert.Equal(1, run.ExitCode);
        Assert.Equal("contradict", (string?)run.Json["result"]);
        Assert.Equal("LDG3230", (string?)run.Json["code"]);
        Assert.Equal(Evidence, (string?)run.Json["evidence"]);
        LogStateTests.AssertProves(await EvidenceAsync(), _log.NoteAt(5), _other.NoteAt(5));
    }

    [Fact]
    public async Task Compare_TwoSizesOfTwoHistories_WritesAProofWithTheCurrentHead()
    {
        var run = await CompareAsync(_log.NoteAt(9), _other.NoteAt(5), "--log", _log.Folder);

        Assert.Equal(1, run.ExitCode);
        LogStateTests.AssertProves(await EvidenceAsync(), _other.NoteAt(5), _log.NoteAt(20));
    }

    [Fact]
    public async Task Compare_TwoHistoriesAsText_SaysInBothLanguagesWhatToDo()
    {
        var run = await LedgerRun.RunAsync(
            "log", "compare", _folder.Write("one", _log.NoteAt(5)), _folder.Write("two", _other.NoteAt(5)), "--vkey", SmallLog.Vkey);

        Assert.StartsWith("✗ LDG3230: ", run.Output, StringComparison.Ordinal);
        Assert.Contains("请保存证据文件", run.Output, StringComparison.Ordinal);
        Assert.Contains(Evidence, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compare_CheckpointLongerThanTheLog_ReportsThatTheLogShrank()
    {
        var run = await CompareAsync(_log.NoteAt(5), _log.NoteAt(21), "--log", _log.Folder);

        Assert.Equal(1, run.ExitCode);
        Assert.Equal("LDG3231", (string?)run.Json["code"]);
    }

    [Fact]
    public async Task Compare_TwoSizesWithoutALog_CouldNotRun() =>
        AssertCouldNotRun(await CompareAsync(_log.NoteAt(5), _log.NoteAt(9)), "LDG8526", "5, 9");

    [Fact]
    public async Task Compare_WrongTiles_CouldNotRun()
    {
        _folder.Write("log/tile/0/000.p/20", new byte[20 * 32]);

        AssertCouldNotRun(await CompareAsync(_log.NoteAt(5), _log.NoteAt(9), "--log", _log.Folder), "LDG8527");
        Assert.False(File.Exists(Evidence));
    }

    [Fact]
    public async Task Compare_AnotherLog_CouldNotRun()
    {
        _folder.Write("log/checkpoint", SmallLog.Sign(new Ed25519NoteSigner("log.example.org/small", SHA256.HashData("a stranger"u8)), 20, _log.RootAt(20)));

        AssertCouldNotRun(await CompareAsync(_log.NoteAt(5), _log.NoteAt(9), "--log", _log.Folder), "LDG8527", "LDG3203");
    }

    // A file that is neither a checkpoint nor a file of a log gets no verdict.
    [Theory]
    [InlineData("log/checkpoint")]
    [InlineData("log/tile/0/000.p/20")]
    public async Task Compare_WebPageInPlaceOfALogFile_GivesNoVerdict(string file)
    {
        _folder.Write(file, "<html><body>Sign in</body></html>");

        AssertCouldNotRun(await CompareAsync(_log.NoteAt(5), _log.NoteAt(9), "--log", _log.Folder), "LDG8513", "the file is a web page");
        Assert.False(File.Exists(Evidence));
    }

    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData("no checkpoint", "the file is not a checkpoint")]
    [InlineData("<!DOCTYPE html><title>Sign in</title>", "the file is a web page")]
    [InlineData("{\"title\":\"Unauthorized\",\"status\":401,\"code\":\"LDG7002\"}", "the file is the error answer of a service")]
    [InlineData("log.example.org/small\n5\n", "cut off")]
    public async Task Compare_FileOfAnotherKind_CannotBeRead(string note, string reason)
    {
        AssertCouldNotRun(await CompareAsync(_log.NoteAt(5), note), "LDG8513", reason);
        AssertCouldNotRun(await CompareAsync(note, _log.NoteAt(5)), "LDG8513", reason);
    }

    [Fact]
    public async Task Compare_OneHeadUnreadable_StillShowsTheContradictionOfTheOther()
    {
        _folder.Write("log/tile/0/000.p/20", "<html><body>Sign in</body></html>");

        var run = await CompareAsync(_log.NoteAt(5), _log.NoteAt(21), "--log", _log.Folder);

        Assert.Equal(1, run.ExitCode);
        Assert.Equal("LDG3231", (string?)run.Json["code"]);
    }

    [Fact]
    public async Task Compare_FolderWithoutLog_CouldNotRun() =>
        AssertCouldNotRun(await CompareAsync(_log.NoteAt(5), _log.NoteAt(9), "--log", _folder.Path), "LDG8510");

    [Fact]
    public async Task Compare_EvidenceNotWritable_StillAnswers()
    {
        var run = await CompareAsync(_log.NoteAt(5), _other.NoteAt(5), "--evidence", _folder.PathOf("no/such/folder.json"));

        Assert.Equal(1, run.ExitCode);
        Assert.Null(run.Json["evidence"]);
        Assert.StartsWith("LDG8508: ", run.Error, StringComparison.Ordinal);
    }

    public static TheoryData<string, string> BadNotes
    {
        get
        {
            var stranger = new Ed25519NoteSigner("log.example.org/small", SHA256.HashData("a stranger"u8));
            var otherLog = new Ed25519NoteSigner("log.example.org/other", SHA256.HashData("a stranger"u8));
            return new()
            {
                { "LDG3202", SmallLog.Sign(otherLog, 5, TreeHash.Empty) },
                { "LDG3203", SmallLog.Sign(stranger, 5, TreeHash.Empty) },
                { "LDG3204", new SmallLog("nowhere").NoteAt(5).Replace("\n5\n", "\n6\n", StringComparison.Ordinal) },
            };
        }
    }

    // A note that the log has not signed proves nothing against the log.
    [Theory]
    [MemberData(nameof(BadNotes))]
    public async Task Compare_CheckpointOfAnotherLog_IsRefused(string code, string note)
    {
        AssertCouldNotRun(await CompareAsync(_log.NoteAt(5), note), "LDG8525", code);
        AssertCouldNotRun(await CompareAsync(note, _log.NoteAt(5)), "LDG8525", code);
    }

    private async Task<JsonNode> EvidenceAsync() =>
        JsonNode.Parse(await File.ReadAllBytesAsync(Evidence, TestContext.Current.CancellationToken)) ?? throw new InvalidOperationException("The file holds null.");

    private Task<LedgerRun> CompareAsync(string one, string other, params string[] more) => LedgerRun.RunAsync(
        ["log", "compare", _folder.Write("one", one), _folder.Write("two", other), "--vkey", SmallLog.Vkey, "--json", .. more]);
}
