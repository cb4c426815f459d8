using System.Text.Json.Nodes;
using Ledger.Web.Tests.Running;

namespace Ledger.Web.Tests.Auditing;

/// <summary>Tests every command that needs a final block with chains that have none (<c>tests/vectors/cases/audit</c>).</summary>
public sealed class FinalBlockCaseTests(RunningNode node)
{
    private static readonly JsonArray Cases = JsonNode.Parse(File.ReadAllBytes(Path.Combine(ChainRelay.Folder, "audit", "cases.json")))!.AsArray();

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, Cases.Count)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public async Task Audit_Case_DoesNotAgreeAndNamesTheOption(int number)
    {
        await node.IssueFinalAsync();
        await using var relay = await StartAsync(number);

        var json = await AuditAsync(relay, "--tokens", node.TokensFile, "--json");
        var text = await AuditAsync(relay, "--tokens", node.TokensFile);

        AssertSays(number, json);
        AssertSays(number, text);
        Assert.DoesNotContain("✓", text.Out, StringComparison.Ordinal);
        Assert.Empty(json.Out.Length == 0 ? [] : Departments(json).SelectMany(one => one!["findings"]!.AsArray()));
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public async Task Audit_CaseWithoutTokens_DoesNotAgree(int number)
    {
        await node.IssueFinalAsync();
        await using var relay = await StartAsync(number);

        AssertSays(number, await AuditAsync(relay, "--json"));
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public async Task Verify_Case_DoesNotAdviseToRetry(int number)
    {
        using var folder = new TemporaryFolder();
        var (_, bundle) = await node.IssueFinalAsync();
        await using var relay = await StartAsync(number);

        var run = await CliRun.RunAsync("verify", folder.File("b.json", bundle), "--rpc", relay.Address, "--registry", node.Registry);

        AssertSays(number, run);
        Assert.DoesNotContain("ask again in a while", run.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public async Task Evidence_Case_IsNotWritten(int number)
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "evidence.zip");
        var (id, _) = await node.IssueFinalAsync();
        await using var relay = await StartAsync(number);

        var run = await CliRun.RunAsync(
            "evidence", id, "--node", node.Address.ToString(), "--tokens", node.TokensFile, "--department", TestRecords.Department,
            "--rpc", relay.Address, "--registry", node.Registry, "--out", path);

        AssertSays(number, run);
        Assert.False(File.Exists(path));
    }

    [Fact]
    public async Task Audit_DepthBeyondTheChain_CountsEveryRecordAsMissing()
    {
        await node.IssueFinalAsync();

        var run = await CliRun.RunAsync(
            "audit", "--node", node.Address.ToString(), "--rpc", node.Rpc, "--registry", node.Registry, "--finality", "depth:100000",
            "--department", TestRecords.Department, "--tokens", node.TokensFile, "--json");

        Assert.True(run.ExitCode == 2, run.ToString());
        var department = Departments(run).Single()!;
        Assert.Contains(department["unchecked"]!.AsArray(), reason => (string?)reason!["code"] == "LDG3362");
        Assert.Contains(department["unchecked"]!.AsArray(), reason => (string?)reason!["code"] == "LDG3363");
        Assert.Equal(0, department["counts"]!["records"]!["done"]!.GetValue<long>());
        Assert.True(department["counts"]!["entries"]!["missing"]!.GetValue<long>() == 0);
    }

    private static void AssertSays(int number, CliRun run)
    {
        Assert.True(run.ExitCode == (int)Cases[number]!["exit"]!, run.ToString());
        Assert.Contains("--finality instant", run.ToString(), StringComparison.Ordinal);
    }

    private static JsonArray Departments(CliRun run) => JsonNode.Parse(run.Out)!["departments"]!.AsArray();

    private Task<ChainRelay> StartAsync(int number) => ChainRelay.StartAsync("audit/" + (string)Cases[number]!["relay"]!, (string)Cases[number]!["form"]!, node.Rpc);

    private Task<CliRun> AuditAsync(ChainRelay relay, params string[] more) => CliRun.RunAsync(
        ["audit", "--node", node.Address.ToString(), "--rpc", relay.Address, "--registry", node.Registry, "--department", TestRecords.Department, .. more]);
}
