using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Ledger.Verify.Notes;
using Ledger.Verify.Trees;
using static Ledger.Cli.Tests.Refusals;

namespace Ledger.Cli.Tests.Logs;

/// <summary><c>log check --state</c>: compares a log with the previous run, and writes evidence when its history has changed.</summary>
public sealed class LogStateTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SmallLog _log;

    public LogStateTests() => _log = new SmallLog(_folder.PathOf("log"));

    private string State => _folder.PathOf("log.state.json");

    private string Evidence => State + ".evidence.json";

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Check_FirstRun_RemembersTheWholeNote()
    {
        _log.WriteAt(5, "an extension line");

        var run = await CheckAsync();

        Assert.Equal(0, run.ExitCode);
        Assert.Null(run.Json["remembered"]);
        Assert.Equal(
            new JsonObject { ["v"] = 1, ["vkey"] = SmallLog.Vkey, ["checkpoint"] = _log.NoteAt(5, "an extension line") }.ToJsonString(), Parsed(State).ToJsonString());
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(5, 200)]
    [InlineData(255, 256)]
    public async Task Check_LogThatGrew_ExtendsTheRememberedHead(int before, int after)
    {
        _log.WriteAt(before);
        await CheckAsync();
        _log.WriteAt(after);

        var run = await CheckAsync();

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(before, (int?)run.Json["remembered"]?["size"]);
        Assert.Equal(_log.NoteAt(after), (string?)Parsed(State)["checkpoint"]);
    }

    [Fact]
    public async Task Check_PartlyUnreadableLog_KeepsTheOldState()
    {
        _log.WriteAt(5);
        await CheckAsync();
        _log.WriteAt(9);
        _folder.Write("log/tile/entries/000.p/9", "<html><body>Sign in</body></html>");
        _folder.Write("log/tile/0/000.p/9", "<html><body>Sign in</body></html>");

        var run = await CheckAsync();

        Assert.Equal(2, run.ExitCode);
        Assert.Equal("could-not-be-checked", (string?)run.Json["result"]);
        Assert.Empty(run.Json["findings"]!.AsArray());
        Assert.Equal(_log.NoteAt(5), (string?)Parsed(State)["checkpoint"]);
    }

    [Fact]
    public async Task Check_OtherHistoryWithUnreadableProofPart_IsStillAFinding()
    {
        _log.WriteAt(5);
        await CheckAsync();
        new SmallLog(_folder.PathOf("log"), "forged") { ForkedAt = 3 }.WriteAt(9);
        _folder.Write("log/tile/0/000.p/9", "<html><body>Sign in</body></html>");

        var run = await CheckAsync();

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("LDG3230", run.Json["findings"]!.AsArray().Select(finding => (string?)finding!["code"]));
    }

    [Fact]
    public async Task Check_LogThatGrewAsText_SaysWhatItExtends()
    {
        _log.WriteAt(5);
        await CheckAsync();
        _log.WriteAt(9);

        var run = await LedgerRun.RunAsync("log", "check", _log.Folder, "--vkey", SmallLog.Vkey, "--state", State);

        Assert.Contains("It extends the head of size 5", run.Output, StringComparison.Ordinal);
        Assert.Contains("延续了所记的大小为 5 的检查点。", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_LogThatDidNotGrow_LeavesTheStateUnchanged()
    {
        _log.WriteAt(5);
        await CheckAsync();
        var bytes = " " + await File.ReadAllTextAsync(State, TestContext.Current.CancellationToken);
        _folder.Write(State, bytes);

        Assert.Equal(0, (await CheckAsync()).ExitCode);
        Assert.Equal(bytes, await File.ReadAllTextAsync(State, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(5, 9)]
    [InlineData(5, 5)]
    [InlineData(200, 256)]
    public async Task Check_RewrittenHistory_IsASplitViewWithEvidence(int before, int after)
    {
        _log.WriteAt(before);
        await CheckAsync();
        var other = new SmallLog(_log.Folder, "forged") { ForkedAt = before - 1 }.WriteAt(after);

        var run = await CheckLeavingStateAsync();

        Assert.Equal(1, run.ExitCode);
        Assert.Equal("LDG3230", (string?)run.Json["findings"]![0]!["code"]); // The command wrote them.
        Assert.Equal(Evidence, (string?)run.Json["evidence"]);
        AssertProves(Parsed(Evidence), _log.NoteAt(before), other.NoteAt(after));
    }

    [Fact]
    public async Task Check_RewrittenHistoryAsText_SaysInBothLanguagesWhatToDo()
    {
        _log.WriteAt(5);
        await CheckAsync();
        new SmallLog(_log.Folder, "forged").WriteAt(9);

        var run = await LedgerRun.RunAsync("log", "check", _log.Folder, "--vkey", SmallLog.Vkey, "--state", State);

        Assert.StartsWith("✗ LDG3230 checkpoint: The log has signed two heads that cannot both be true", run.Output, StringComparison.Ordinal);
        Assert.Contains("有两段历史（大小 5 与 9）。", run.Output, StringComparison.Ordinal);
        Assert.Contains(Evidence, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_LogThatShrank_IsAFindingWithBothNotes()
    {
        _log.WriteAt(9);
        await CheckAsync();
        _log.WriteAt(5);

        var run = await CheckLeavingStateAsync();

        Assert.Equal(1, run.ExitCode);
        Assert.Equal("LDG3231", (string?)run.Json["findings"]![0]!["code"]); // The command wrote them.
        var evidence = Parsed(Evidence);
        Assert.False((bool?)evidence["proven"]);
        Assert.Equal((_log.NoteAt(9), _log.NoteAt(5)), ((string?)evidence["older"]?["note"], (string?)evidence["newer"]?["note"]));
    }

    [Fact]
    public async Task Check_EvidenceOption_NamesTheFileToWrite()
    {
        _log.WriteAt(9);
        await CheckAsync();
        _log.WriteAt(5);
        var where = _folder.PathOf("kept.json");

        var run = await LedgerRun.RunAsync("log", "check", _log.Folder, "--vkey", SmallLog.Vkey, "--state", State, "--evidence", where, "--json");

        Assert.Equal(where, (string?)run.Json["evidence"]);
        Assert.True(File.Exists(where));
        Assert.False(File.Exists(Evidence));
    }

    // A finding must be reported even if its evidence file cannot be written.
    [Fact]
    public async Task Check_EvidenceNotWritable_StillReportsTheFinding()
    {
        _log.WriteAt(9);
        await CheckAsync();
        _log.WriteAt(5);

        var run = await LedgerRun.RunAsync(
            "log", "check", _log.Folder, "--vkey", SmallLog.Vkey, "--state", State, "--evidence", _folder.PathOf("no/such/folder.json"), "--json");

        Assert.Equal(1, run.ExitCode);
        Assert.Null(run.Json["evidence"]);
        Assert.StartsWith("LDG8508: ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_DamagedFile_LeavesTheStateUnchanged()
    {
        _log.WriteAt(5);
        await CheckAsync();
        _log.WriteAt(9);
        _folder.Write("log/tile/0/000.p/5", new byte[5 * 32]);

        Assert.Equal(1, (await CheckLeavingStateAsync()).ExitCode);
        Assert.False(File.Exists(Evidence));
    }

    [Fact]
    public async Task Check_FilesWithoutARoot_ReportThatTheExtensionIsNotProven()
    {
        _log.WriteAt(5);
        await CheckAsync();
        _log.WriteAt(9);
        _folder.Write("log/tile/0/000.p/9", new byte[9 * 32]);
        _folder.Write("log/tile/entries/000.p/9", [0, 0]);

        var run = await CheckLeavingStateAsync();

        Assert.Equal("LDG3232", (string?)run.Json["findings"]![0]!["code"]); // The command wrote them.
    }

    [Fact]
    public async Task Check_UnreachableLog_LeavesTheStateUnchanged()
    {
        _log.WriteAt(5);
        await CheckAsync();
        var before = await File.ReadAllBytesAsync(State, TestContext.Current.CancellationToken);
        await using var node = await StubNode.StartAsync(_ => (500, ""));

        AssertCouldNotRun(await LedgerRun.RunAsync("log", "check", node.Address, "--vkey", SmallLog.Vkey, "--state", State), "LDG8504");
        Assert.Equal(before, await File.ReadAllBytesAsync(State, TestContext.Current.CancellationToken));
    }

    public static TheoryData<string, string> BadStates => new()
    {
        { "LDG8520", "" },
        { "LDG8520", "[]" },
        { "LDG8520", "{}" },
        { "LDG8520", "{\"v\":1}" },
        { "LDG8520", "{\"v\":0,\"vkey\":\"VKEY\",\"checkpoint\":\"NOTE\"}" },
        { "LDG8520", "{\"v\":\"1\",\"vkey\":\"VKEY\",\"checkpoint\":\"NOTE\"}" },
        { "LDG8520", "{\"v\":1,\"vkey\":\"VKEY\",\"checkpoint\":\"NOTE\",\"more\":1}" },
        { "LDG8520", "{\"v\":1,\"v\":1,\"vkey\":\"VKEY\",\"checkpoint\":\"NOTE\"}" },
        { "LDG8520", "{\"v\":1,\"vkey\":7,\"checkpoint\":\"NOTE\"}" },
        { "LDG8520", "{\"v\":1,\"vkey\":\"no key\",\"checkpoint\":\"NOTE\"}" },
        { "LDG8520", "{\"v\":1,\"vkey\":\"VKEY\",\"checkpoint\":\"NOTE\"} x" },
        { "LDG8521", "{\"v\":2,\"anything\":true}" },
        { "LDG8522", "{\"v\":1,\"vkey\":\"OTHERLOG\",\"checkpoint\":\"NOTE\"}" },
        { "LDG8523", "{\"v\":1,\"vkey\":\"OTHERKEY\",\"checkpoint\":\"NOTE\"}" },
        { "LDG8524", "{\"v\":1,\"vkey\":\"VKEY\",\"checkpoint\":\"NOTE more\"}" },
        { "LDG8524", "{\"v\":1,\"vkey\":\"VKEY\",\"checkpoint\":\"\"}" },
    };

    [Theory]
    [MemberData(nameof(BadStates))]
    public async Task Check_StateFileOfAnotherLog_IsRefusedAndUnchanged(string code, string text)
    {
        _log.WriteAt(5);
        var otherLog = new Ed25519NoteSigner("log.example.org/other", SHA256.HashData("x"u8)).Key.ToString();
        text = text.Replace("VKEY", SmallLog.Vkey, StringComparison.Ordinal)
            .Replace("OTHERLOG", otherLog, StringComparison.Ordinal)
            .Replace("OTHERKEY", SmallLog.OtherVkey, StringComparison.Ordinal)
            .Replace("NOTE", _log.NoteAt(5).Replace("\n", "\\n", StringComparison.Ordinal), StringComparison.Ordinal);
        _folder.Write(State, text);

        AssertCouldNotRun(await CheckAsync(), code, State);
        Assert.Equal(text, await File.ReadAllTextAsync(State, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Check_StateNotWritable_IsReported()
    {
        _log.WriteAt(5);

        AssertCouldNotRun(
            await LedgerRun.RunAsync("log", "check", _log.Folder, "--vkey", SmallLog.Vkey, "--state", _folder.PathOf("no/such/state")), "LDG8508");
    }

    /// <summary>Checks the evidence with the file and the RFC alone, without the log and the program.</summary>
    internal static void AssertProves(JsonNode evidence, string older, string newer)
    {
        Assert.Equal("ledger-log-evidence/1", (string?)evidence["form"]);
        Assert.True((bool?)evidence["proven"]);
        Assert.Matches("[一-鿿]", (string?)evidence["explanation"]?["zh"] ?? "");
        Assert.True(VerifierKey.TryParse((string?)evidence["vkey"], out var key));
        Assert.Equal((older, newer), ((string?)evidence["older"]?["note"], (string?)evidence["newer"]?["note"]));
        var (one, other) = (HeadOf(older, key), HeadOf(newer, key));
        Assert.NotEqual(one.Root, other.Root);
        if (one.Size != other.Size)
        {
            var root = ReadDigest(evidence["computed"]?["root"]);
            var proof = evidence["computed"]?["consistencyProof"]?.AsArray().Select(ReadDigest).ToList() ?? [];
            Assert.NotEqual(one.Root, root);
            Assert.True(ConsistencyProof.Verify(one.Size, root, other.Size, other.Root, proof));
        }
    }

    private static Checkpoint HeadOf(string text, VerifierKey key)
    {
        Assert.True(SignedNote.TryParse(text, out var note));
        Assert.True(note.IsSignedBy(key));
        Assert.True(Checkpoint.TryParse(note.Text, out var head));
        return head;
    }

    private static Digest ReadDigest(JsonNode? node)
    {
        Assert.True(Digest.TryRead(Convert.FromBase64String((string?)node ?? ""), out var digest));
        return digest;
    }

    private static JsonNode Parsed(string path) => JsonNode.Parse(File.ReadAllBytes(path)) ?? throw new InvalidOperationException("The file holds null.");

    private async Task<LedgerRun> CheckLeavingStateAsync()
    {
        var before = await File.ReadAllBytesAsync(State, TestContext.Current.CancellationToken);
        var run = await CheckAsync();
        Assert.Equal(before, await File.ReadAllBytesAsync(State, TestContext.Current.CancellationToken));
        return run;
    }

    private Task<LedgerRun> CheckAsync() => LedgerRun.RunAsync("log", "check", _log.Folder, "--vkey", SmallLog.Vkey, "--state", State, "--json");
}
