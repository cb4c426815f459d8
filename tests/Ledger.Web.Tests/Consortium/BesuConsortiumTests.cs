using System.Text.Json.Nodes;
using Ledger.Ethereum.Anchoring;
using Ledger.Ethereum.Settings;
using Ledger.Verify.Chain;
using Ledger.Web.Tests.Running;

namespace Ledger.Web.Tests.Consortium;

/// <summary>Tests the real node and the real commands on a chain that answers like Besu.</summary>
public sealed class BesuConsortiumTests(BesuConsortium consortium) : IClassFixture<BesuConsortium>
{
    private const int NotAuthorized = -32007;
    private const int RangeTooLarge = -32005;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Record_WithAFinalAnchor_IsValidForTheNodeAndForTheCommand()
    {
        var report = await consortium.VerifyAsync();
        var run = await VerifyAsync(consortium.Rpc, "instant");

        Assert.True(report["verdict"]!.GetValue<string>() == "valid", report.ToJsonString());
        Assert.True(run.ExitCode == 0, run.ToString());
        var source = JsonNode.Parse(run.Out)!["source"]!;
        Assert.True(source["latest"]!["number"]!.GetValue<long>() > BesuConsortium.EmptyBlocks, run.Out);
    }

    [Fact]
    public async Task Mirror_MoreBlocksThanOneRequestMayCover_ReadsSmallerRanges()
    {
        JsonNode mirror = new JsonObject();
        await Eventually.IsTrueAsync(
            async () => (mirror = (await BesuConsortium.HealthAsync(consortium.Node))["mirror"]!)["block"]?.GetValue<long>() > BesuConsortium.EmptyBlocks, "the mirror answers");

        var report = await consortium.VerifyAsync();

        Assert.Equal(0, mirror["rebuilds"]!.GetValue<int>());
        Assert.Equal("valid", report["verdict"]!.GetValue<string>());
        Assert.True(report["source"]!["seenAt"] is not null, report.ToJsonString()); // The answer comes from the mirror, not from the chain.
        Assert.True(consortium.Besu.Refusals(RangeTooLarge) > 0);
    }

    [Fact]
    public async Task Audit_OfTheNode_AgreesWithEveryBundle()
    {
        var run = await CliRun.RunAsync(
            "audit", "--node", consortium.Node.Address.ToString(), "--rpc", consortium.Rpc, "--registry", consortium.Registry, "--finality", "instant",
            "--department", BesuConsortium.Department, "--tokens", consortium.TokensFile, "--json");

        Assert.True(run.ExitCode == 0, run.ToString());
        var department = Assert.Single(JsonNode.Parse(run.Out)!["departments"]!.AsArray())!;
        Assert.Equal("agrees", department["verdict"]!.GetValue<string>());
        Assert.True(department["anchors"]!["agreeing"]!.GetValue<int>() > 0);
        Assert.True(department["records"]!["valid"]!.GetValue<long>() > 0);
        Assert.Empty(department["unchecked"]!.AsArray());
    }

    [Fact]
    public async Task Evidence_OfARecord_IsProvenByTheSealedBlockAlone()
    {
        var path = Path.Combine(consortium.Folder, "record.evidence.zip");
        var written = await CliRun.RunAsync(
            "evidence", consortium.Id, "--node", consortium.Node.Address.ToString(), "--tokens", consortium.TokensFile, "--department", BesuConsortium.Department,
            "--rpc", consortium.Rpc, "--registry", consortium.Registry, "--finality", "instant", "--out", path, "--json");
        Assert.True(written.ExitCode == 0, written.ToString());

        var run = await CliRun.RunAsync(
            "verify", path, "--block-hash", JsonNode.Parse(written.Out)!["blockHash"]!.GetValue<string>(), "--genesis", consortium.Genesis, "--json");

        Assert.True(run.ExitCode == 0, run.ToString());
        var report = JsonNode.Parse(run.Out)!;
        Assert.Equal("valid", report["verdict"]!.GetValue<string>());
        Assert.Equal(
            ["block", "seals", "validators", "proof", "anchor", "status", "type"], report["findings"]!.AsArray().Select(finding => finding!["name"]!.GetValue<string>()));
        Assert.All(report["findings"]!.AsArray(), finding => Assert.True(finding!["passed"]?.GetValue<bool>(), finding.ToJsonString()));
    }

    [Fact]
    public async Task FinalizedMode_OfTheNodeAndOfTheCommand_IsRefused()
    {
        using var folder = new TemporaryFolder();

        var node = await NodeProcess.RunToEndAsync(Path.Combine(folder.Path, "data"), null, consortium.Settings(finality: "finalized"));
        var command = await VerifyAsync(consortium.Rpc, "finalized");

        Assert.NotEqual(0, node.ExitCode);
        Assert.Contains("LDG8013", node.Output, StringComparison.Ordinal);
        Assert.True(command.ExitCode == 2 && command.Error.StartsWith("LDG4009", StringComparison.Ordinal), command.ToString());
    }

    [Fact]
    public async Task HostName_NotInTheList_IsReportedByTheNodeAndByTheCommand()
    {
        var other = consortium.Besu.AddressNotAllowed;
        using var folder = new TemporaryFolder();
        await using var node = await NodeProcess.StartAsync(Path.Combine(folder.Path, "data"), null, consortium.Settings(other));

        await Eventually.IsTrueAsync(
            async () => (await BesuConsortium.HealthAsync(node))["departments"]![0]!["code"]?.GetValue<string>() == "LDG4014", "the node says that its host name is refused");
        var command = await CliRun.RunAsync("council", "show", "--addresses", consortium.Book, "--rpc", other.ToString());

        Assert.True(command.ExitCode == 2 && command.Error.StartsWith("LDG4014", StringComparison.Ordinal), command.ToString());
        Assert.Contains("允许名单", command.Error, StringComparison.Ordinal);
        Assert.Contains("allow list", command.Error, StringComparison.Ordinal);
        Assert.True(consortium.Besu.Refusals(403) > 0);
    }

    [Fact]
    public async Task Sender_RemovedFromTheList_IsReportedByTheNodeWhichContinuesWhenPermitted()
    {
        using var chain = new EthereumAnchorChain(new EthereumChainOptions { Endpoints = [consortium.Besu.Address], Registry = default });
        Assert.True(ChainAddress.TryParse(consortium.Account, out var account));
        var nonce = await chain.ReadNonceAsync(account, Cancel);
        consortium.Besu.PermittedSenders = [];
        string id;
        try
        {
            id = await consortium.IssueAsync();
            await Eventually.IsTrueAsync(
                async () => (await BesuConsortium.HealthAsync(consortium.Node))["departments"]![0]!["code"]?.GetValue<string>() == "LDG4007", "the node says that it may not send");
            Assert.Equal(nonce, await chain.ReadNonceAsync(account, Cancel));
        }
        finally
        {
            consortium.Besu.PermittedSenders = null;
        }

        await consortium.UntilFinalAsync(id);

        Assert.True(consortium.Besu.Refusals(NotAuthorized) > 0);
        Assert.Equal(nonce + 1, await chain.ReadNonceAsync(account, Cancel));
    }

    private async Task<CliRun> VerifyAsync(string rpc, string finality)
    {
        using var folder = new TemporaryFolder();
        return await CliRun.RunAsync(
            "verify", folder.File("record.ledger.json", consortium.Bundle), "--rpc", rpc, "--registry", consortium.Registry, "--genesis", consortium.Genesis,
            "--finality", finality, "--json");
    }
}
