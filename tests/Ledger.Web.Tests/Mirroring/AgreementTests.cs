using System.Text;
using System.Text.Json.Nodes;
using Ledger.Verify.Evidence;
using Ledger.Web.Tests.Endpoints;
using Ledger.Web.Tests.Running;

namespace Ledger.Web.Tests.Mirroring;

/// <summary>
/// Tests two endpoints of one chain that must agree, with <c>ledger verify --agree 2</c> and with a node. One endpoint lies about the department's
/// record key. It can prevent a verdict, but cannot cause a false one.
/// </summary>
public sealed class AgreementTests(RunningNode shared, FinalRecord record) : IClassFixture<FinalRecord>
{
    private static readonly string RecordKeyOf = Keccak.OfText("recordKeyOf(bytes32,bytes32)").ToHex()[..10];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task VerifyCommand_BothEndpointsAreHonest_IsValidAndNamesBoth()
    {
        await using var proxy = new ChainProxy(shared.Rpc);

        var (run, report) = await RunAsync("--rpc", shared.Rpc, "--rpc", proxy.Address, "--agree", "2");

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Equal("valid", report["verdict"]!.GetValue<string>());
        Assert.Equal([NameOf(shared.Rpc), NameOf(proxy.Address)], report["source"]!["endpoints"]!.AsArray().Select(name => name!.GetValue<string>()));
    }

    [Fact]
    public async Task VerifyCommand_TheOnlyEndpointLies_IsBelieved()
    {
        await using var proxy = new ChainProxy(shared.Rpc) { LiesAbout = RecordKeyOf };

        var (run, report) = await RunAsync("--rpc", proxy.Address);

        Assert.True(run.ExitCode == 1, run.ToString());
        Assert.Equal("not-genuine", report["verdict"]!.GetValue<string>());
        Assert.True(proxy.Lies > 0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task VerifyCommand_OneOfTwoLies_CouldNotBeChecked(bool isLiarFirst)
    {
        await using var proxy = new ChainProxy(shared.Rpc) { LiesAbout = RecordKeyOf };
        string[] endpoints = isLiarFirst ? ["--rpc", proxy.Address, "--rpc", shared.Rpc] : ["--rpc", shared.Rpc, "--rpc", proxy.Address];

        var (run, report) = await RunAsync([.. endpoints, "--agree", "2"]);

        Assert.True(run.ExitCode == 2, run.ToString());
        Assert.Equal("could-not-be-checked", report["verdict"]!.GetValue<string>());
        Assert.Contains("do not agree", run.Out, StringComparison.Ordinal);
        Assert.True(proxy.Lies > 0);
    }

    [Fact]
    public async Task VerifyRoute_OneOfTwoEndpointsLies_CouldNotBeCheckedUntilItStops()
    {
        await using var proxy = new ChainProxy(shared.Rpc) { LiesAbout = RecordKeyOf };
        using var folder = new TemporaryFolder();
        await using var node = await LedgerNode.StartAsync(
            Path.Combine(folder.Path, "data"), null,
            ("Ledger__Chain__Endpoints__0", shared.Rpc), ("Ledger__Chain__Endpoints__1", proxy.Address), ("Ledger__Chain__Agreement", "2"),
            ("Ledger__Chain__Registry", shared.Registry), ("Ledger__Chain__Finality", "instant"), ("Ledger__Departments__0__Id", "parks"),
            ("Ledger__Departments__0__NameZh", "市园林局"), ("Ledger__Departments__0__NameEn", "Parks Office"));

        var spoilt = await VerifyAsync(node);
        Assert.True(proxy.Lies > 0);
        proxy.LiesAbout = null;
        var agreed = await VerifyAsync(node);

        Assert.True(spoilt["verdict"]!.GetValue<string>() == "could-not-be-checked", spoilt.ToJsonString());
        Assert.Contains("do not agree", spoilt.ToJsonString(), StringComparison.Ordinal);
        Assert.True(agreed["verdict"]!.GetValue<string>() == "valid", agreed.ToJsonString());
    }

    private async Task<(CliRun Run, JsonNode Report)> RunAsync(params string[] chain)
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "record.ledger.json");
        await File.WriteAllTextAsync(file, record.Bundle, Cancel);
        var run = await CliRun.RunAsync(["verify", file, .. chain, "--registry", shared.Registry, "--finality", "instant", "--json"]);
        return (run, JsonNode.Parse(run.Out) ?? throw new InvalidOperationException(run.ToString()));
    }

    private async Task<JsonNode> VerifyAsync(TestNode node)
    {
        using var content = new StringContent(record.Bundle, Encoding.UTF8, "application/json");
        using var response = await node.Http.PostAsync("/v1/verify", content, Cancel);
        var text = await response.Content.ReadAsStringAsync(Cancel);
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!; // Not null, because the node never answers the text null.
    }

    private static string NameOf(string address) => new Uri(address).GetLeftPart(UriPartial.Authority);
}
