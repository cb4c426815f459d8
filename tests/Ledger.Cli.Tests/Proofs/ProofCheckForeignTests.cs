using System.Text;
using System.Text.Json.Nodes;
using Ledger.Verify.Notes;
using Ledger.Verify.Proofs;
using Ledger.Verify.Trees;
using static Ledger.Cli.Tests.Refusals;

namespace Ledger.Cli.Tests.Proofs;

/// <summary><c>proof check</c> reads every form that C2SP tlog-proof and tlog-checkpoint allow. A file that it cannot read gets no verdict.</summary>
public sealed class ProofCheckForeignTests : IDisposable
{
    private const string Origin = "example.com/other";

    private readonly TemporaryFolder _folder = new();
    private readonly Ed25519NoteSigner _log = new(Origin, new byte[32]);

    private static string Root { get; } = TreeHash.Leaf("only entry"u8).ToBase64();

    private string Plain => ProofOf($"{Origin}\n1\n{Root}\n");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Check_ExtraLine_IsReadAndShown()
    {
        var json = await AssertPassesAsync(Plain.Replace("index", "extra YWdl\nindex", StringComparison.Ordinal));
        var run = await CheckAsync(Plain.Replace("index", "extra YWdl\nindex", StringComparison.Ordinal));

        Assert.Equal("YWdl", (string?)json["extra"]);
        Assert.Contains("nothing authenticates", run.Output, StringComparison.Ordinal);
        Assert.Contains("未经认证", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_ExtensionLines_AreReadAndShown()
    {
        var proof = ProofOf($"{Origin}\n1\n{Root}\nTimestamp: 1767225600\nmore\n");

        var json = await AssertPassesAsync(proof);
        var run = await CheckAsync(proof);

        Assert.True(JsonNode.DeepEquals(new JsonArray("Timestamp: 1767225600", "more"), json["extensions"]));
        Assert.Contains("  extension Timestamp: 1767225600", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_ExtensionLineChanged_Fails() => await AssertFailsAsync(
        ProofOf($"{Origin}\n1\n{Root}\nmore\n").Replace("\nmore\n", "\nless\n", StringComparison.Ordinal), "not signed");

    [Fact]
    public async Task Check_OriginWithSpaces_PassesWhenNamed()
    {
        var proof = ProofOf($"go.sum database tree+x\n1\n{Root}\n");

        await AssertPassesAsync(proof, "--origin", "go.sum database tree+x");
        await AssertFailsAsync(proof, "another log", "--origin", Origin);
        AssertCouldNotRun(await CheckAsync(proof), "LDG8503", "--origin");
    }

    [Theory]
    [InlineData("byte order mark")]
    [InlineData("UTF-16")]
    [InlineData("carriage returns")]
    [InlineData("line feeds added")]
    [InlineData("last line feed lost")]
    public async Task Check_OtherLineEndsAndBlankLines_Pass(string how)
    {
        var bytes = how switch
        {
            "byte order mark" => [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Plain)],
            "UTF-16" => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Plain)],
            "carriage returns" => Encoding.UTF8.GetBytes(Plain.Replace("\n", "\r\n", StringComparison.Ordinal)),
            "line feeds added" => Encoding.UTF8.GetBytes(Plain + "\n\n"),
            _ => Encoding.UTF8.GetBytes(Plain.TrimEnd('\n')),
        };

        Assert.Equal(0, (await CheckAsync(bytes)).ExitCode);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData(" \n", "empty")]
    [InlineData("<!doctype html><h1>Bad gateway</h1>", "web page")]
    [InlineData("{\"title\":\"A token is needed.\",\"status\":401}", "error answer")]
    [InlineData("c2sp.org/tlog-proof@v2\nindex 0\n\nx\n", "not a tlog-proof")]
    [InlineData("c2sp.org/tlog-proof@v1\nindex 0\n\nx\n", "no readable checkpoint")]
    public async Task Check_FileThatIsNotAProof_CannotBeRead(string text, string named) => AssertCouldNotRun(await CheckAsync(text), "LDG8513", named);

    [Theory]
    [InlineData("index", "extra !\nindex")]
    [InlineData("index", "extra YWdl\nextra YWdl\nindex")]
    [InlineData("index 0\n", "index 0\nextra YWdl\n")]
    [InlineData("index 0", "index 00")]
    [InlineData("\u2014", "-")]
    public async Task Check_LineInTheWrongPlaceOrForm_CannotBeRead(string from, string to) =>
        AssertCouldNotRun(await CheckAsync(Plain.Replace(from, to, StringComparison.Ordinal)), "LDG8513");

    [Fact]
    public async Task Check_TruncatedAnywhere_NeverPasses()
    {
        var text = Plain.TrimEnd('\n');
        for (var length = 0; length < text.Length; length++)
        {
            var run = await CheckAsync(text[..length]);

            // Base64 that is cut after a group of four is a valid but shorter signature. It does not verify.
            Assert.True(run.ExitCode == 2 || (run.ExitCode == 1 && length > text.LastIndexOf(' ')), text[..length]);
        }
    }

    [Fact]
    public async Task Check_EmptyEntryFile_CannotBeRead() =>
        AssertCouldNotRun(await CheckAsync(Encoding.UTF8.GetBytes(Plain), []), "LDG8513", "the entry is empty");

    [Fact]
    public async Task Check_EntryThatIsEmptyInTheLog_Passes()
    {
        var proof = ProofOf($"{Origin}\n1\n{TreeHash.Leaf([]).ToBase64()}\n");

        Assert.Equal(0, (await CheckAsync(Encoding.UTF8.GetBytes(proof), [])).ExitCode);
    }

    [Fact]
    public async Task Check_EntryLongerThanATileAllows_Passes()
    {
        var entry = new byte[100_000];
        var proof = ProofOf($"{Origin}\n1\n{TreeHash.Leaf(entry).ToBase64()}\n");

        Assert.Equal(0, (await CheckAsync(Encoding.UTF8.GetBytes(proof), entry)).ExitCode);
    }

    [Fact]
    public async Task Check_EntryOverTheLimit_IsNotSupported() =>
        AssertCouldNotRun(await CheckAsync(Encoding.UTF8.GetBytes(Plain), new byte[(16 * 1024 * 1024) + 1]), "LDG8514", "16777216");

    [Fact]
    public async Task Check_ProofOverTheLimit_IsNotSupported() =>
        AssertCouldNotRun(await CheckAsync(Plain + new string('\n', 1024 * 1024)), "LDG8514", "1048576");

    private string ProofOf(string checkpoint) => new TlogProof(0, [], SignedNote.Sign(checkpoint, _log).ToString()).ToString();

    private async Task<JsonNode> AssertPassesAsync(string proof, params string[] more)
    {
        var run = await CheckAsync(proof, ["--json", .. more]);

        Assert.Equal("", run.Error);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal("passed", (string?)run.Json["result"]);
        return run.Json;
    }

    private async Task AssertFailsAsync(string proof, string because, params string[] more)
    {
        var run = await CheckAsync(proof, ["--json", .. more]);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(because, (string?)run.Json["problem"], StringComparison.Ordinal);
    }

    private Task<LedgerRun> CheckAsync(string proof, params string[] more) => CheckAsync(Encoding.UTF8.GetBytes(proof), "only entry"u8.ToArray(), more);

    private Task<LedgerRun> CheckAsync(byte[] proof) => CheckAsync(proof, "only entry"u8.ToArray());

    private Task<LedgerRun> CheckAsync(byte[] proof, byte[] entry, params string[] more) => LedgerRun.RunAsync(
        ["proof", "check", _folder.Write("proof", proof), "--vkey", _log.Key.ToString(), "--entry", _folder.Write("entry", entry), .. more]);
}
