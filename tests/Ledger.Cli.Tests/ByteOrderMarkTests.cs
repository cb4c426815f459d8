using System.Text;
using Ledger.Cli.Output;
using Ledger.Cli.Tests.Chain;
using Ledger.Ethereum.Council;
using Ledger.Ethereum.Transactions;
using Ledger.Nodes;
using Ledger.Verify.Faults;

namespace Ledger.Cli.Tests;

/// <summary>
/// Files with a byte order mark, or in UTF-16, as editors and spreadsheet programs save them. Commands read them. They refuse such a file only if its
/// exact bytes are hashed.
/// </summary>
public sealed class ByteOrderMarkTests : IDisposable
{
    private const string Key = "0x8f2a55949038a9610f50fb23b5883af3b4ecb3c3bb792cbcefbd1542c692be63";

    private readonly TemporaryFolder _folder = new();

    /// <summary>The names of the encodings. Each file starts with the byte order mark.</summary>
    public static TheoryData<string> Encodings() => ["utf-8", "utf-16", "utf-16BE"];

    public void Dispose() => _folder.Dispose();

    [Theory, MemberData(nameof(Encodings))]
    public async Task ChainHash_GenesisWithMark_IsTheSame(string encoding)
    {
        var run = await LedgerRun.RunAsync("chain", "hash", WriteCopy(ChainHashTests.ExampleFile("compose"), encoding), "--json");

        Assert.Equal(ChainHashTests.ExampleHash, (string?)run.Json["blockHash"]);
    }

    [Theory, MemberData(nameof(Encodings))]
    public async Task ChainNetwork_PlanWithMark_WritesItsFiles(string encoding)
    {
        var plan = WriteCopy(Repository.PathOf("node-config", "consortium", "compose", "plan.json"), encoding);

        var run = await LedgerRun.RunAsync("chain", "network", "--plan", plan, "--out", _folder.PathOf("network"), "--json");

        Assert.Equal(ChainHashTests.ExampleHash, (string?)run.Json["blockHash"]);
    }

    [Theory, MemberData(nameof(Encodings))]
    public async Task LogCompare_CheckpointWithMark_Agrees(string encoding)
    {
        var log = new SmallLog(_folder.PathOf("log")).WriteAt(20);

        var run = await LedgerRun.RunAsync("log", "compare", Write("one", log.NoteAt(5), encoding), _folder.Write("two", log.NoteAt(5)), "--vkey", SmallLog.Vkey);

        Assert.Equal(0, run.ExitCode);
    }

    [Theory, MemberData(nameof(Encodings))]
    public async Task Tokens_FileWithMark_IsRead(string encoding)
    {
        var path = Write("tokens.json", "{\"education\":{\"issuer\":\"t0ken\"}}", encoding);

        var tokens = await NodeTokens.ReadAsync(NewTerminal().Inputs, path, null, TestContext.Current.CancellationToken);

        Assert.Equal("t0ken", tokens.Get("education", "issuer"));
    }

    [Theory, MemberData(nameof(Encodings))]
    public async Task AccountKey_FileWithMark_IsTheSame(string encoding)
    {
        var marked = await AccountKeyFile.ReadAsync(NewTerminal().Inputs, Write("marked.key", Key + "\r\n", encoding), Ignore, TestContext.Current.CancellationToken);
        var plain = await AccountKeyFile.ReadAsync(NewTerminal().Inputs, _folder.Write("plain.key", Key), Ignore, TestContext.Current.CancellationToken);

        Assert.Equal(plain.Address, marked.Address);
    }

    [Theory, MemberData(nameof(Encodings))]
    public async Task Actions_FileWithMark_IsRead(string encoding)
    {
        var path = Write("actions.json", "[{\"action\":\"threshold\",\"threshold\":3}]", encoding);

        Assert.Single(await ActionsFile.ReadAsync(NewTerminal().Inputs, path, TestContext.Current.CancellationToken));
    }

    [Theory, MemberData(nameof(Encodings))]
    public async Task TypeFile_WithMark_IsRefusedByName(string encoding)
    {
        var type = Directory.EnumerateFiles(Repository.PathOf("src", "Ledger", "Issuing", "RecordTypes"), "*.json").Order(StringComparer.Ordinal).First();
        var path = _folder.Write("actions.json", $"[{{\"action\":\"register-types\",\"file\":[\"{WriteCopy(type, encoding)}\"]}}]");

        var refused = await Assert.ThrowsAsync<FaultException>(() => ActionsFile.ReadAsync(NewTerminal().Inputs, path, TestContext.Current.CancellationToken));

        Assert.Contains("byte order mark", refused.Message + refused.Detail, StringComparison.Ordinal);
    }

    private static Terminal NewTerminal() => new(new StringWriter(), new StringWriter(), () => Stream.Null, () => Stream.Null, false);

    private static void Ignore(string warning)
    {
    }

    private string WriteCopy(string path, string encoding) => Write(Path.GetFileName(path), File.ReadAllText(path), encoding);

    private string Write(string name, string text, string encoding)
    {
        var marked = Encoding.GetEncoding(encoding);
        var path = _folder.PathOf(encoding + "-" + name);
        File.WriteAllBytes(path, [.. marked.GetPreamble(), .. marked.GetBytes(text)]);
        return path;
    }
}
