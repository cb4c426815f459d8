using System.Text.Json.Nodes;
using Ledger.Web.Tests.Running;

namespace Ledger.Web.Tests.Council;

/// <summary>Tests <c>ledger contracts deploy</c> and <c>ledger council …</c> on a chain with a council of three and a delay of one day.</summary>
public sealed class CouncilCommandTests(CouncilledChain chain) : IClassFixture<CouncilledChain>
{
    [Fact]
    public void Deploy_ACouncil_PrintsItsStepsAndWritesAnAddressBook()
    {
        Assert.Contains("2 of 3 members decide. A decision is executed 24h after its approval. A proposal expires after 14d.", chain.Deployment.Error, StringComparison.Ordinal);
        Assert.Contains("3 名成员中 2 名批准", chain.Deployment.Error, StringComparison.Ordinal);
        var book = JsonNode.Parse(File.ReadAllText(chain.Book))!;
        Assert.Equal(2, book["v"]!.GetValue<int>());
        Assert.Null(book["rpc"]);
    }

    [Fact]
    public async Task Deploy_Again_ReportsTheDeploymentAndChangesNothing()
    {
        var before = await File.ReadAllTextAsync(chain.Book, TestContext.Current.CancellationToken);

        var run = await chain.DeployAsync(chain.Book);

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Contains("Already deployed", run.Out, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllTextAsync(chain.Book, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("LDG8600", "--chain-id", "7")]
    [InlineData("LDG8601", "--genesis", "0x1111111111111111111111111111111111111111111111111111111111111111")]
    [InlineData("LDG8606", "--delay", "0")]
    [InlineData("LDG8606", "--least-delay", "0")]
    [InlineData("LDG8607", "--delay", "23h")]
    [InlineData("LDG8607", "--least-delay", "25h")]
    [InlineData("LDG8607", "--lifetime", "47h")]
    [InlineData("LDG8607", "--delay", "15d")]
    [InlineData("LDG8503", "--delay", "soon")]
    public async Task Deploy_WrongOption_IsRefusedBeforeAnythingIsSent(string code, string option, string value)
    {
        var book = Path.Combine(chain.Folder, Guid.NewGuid().ToString("N") + ".json");

        AssertRefused(await chain.DeployAsync(book, option, value), code);

        Assert.False(File.Exists(book) || File.Exists(book + ".plan"));
    }

    [Theory]
    [InlineData("threshold", "--threshold", "1")]
    [InlineData("add-member", "--member", "0x00000000000000000000000000000000000000a9")]
    [InlineData("delay", "--delay", "23h", "--lifetime", "14d")]
    [InlineData("delay", "--delay", "24h", "--lifetime", "47h")]
    public async Task Propose_ActionThatTheContractWouldRefuse_IsRefusedBeforeAnythingIsSent(params string[] action) =>
        AssertRefused(await chain.RunAsync(["council", "propose", .. action, "--key-file", chain.KeyOf("a")]), "LDG8607");

    [Theory]
    [InlineData("genesis", "LDG8601")]
    [InlineData("chainId", "LDG8600")]
    [InlineData("registry", "LDG8602")]
    [InlineData("anchor", "LDG8603")]
    [InlineData("v", "LDG8605")]
    public async Task AnyCommand_WithAnAddressBookOfAnotherChain_IsRefused(string member, string code)
    {
        var book = JsonNode.Parse(await File.ReadAllTextAsync(chain.Book, TestContext.Current.CancellationToken))!;
        book[member] = member switch
        {
            "genesis" => "0x" + new string('1', 64),
            "chainId" => 7,
            "registry" => "0x" + new string('e', 40),
            "anchor" => book["status"]!.GetValue<string>(), // A real contract of this chain, but the wrong one.
            _ => 9,
        };
        var path = Path.Combine(chain.Folder, $"{member}.json");
        await File.WriteAllTextAsync(path, book.ToJsonString(), TestContext.Current.CancellationToken);

        AssertRefused(await CliRun.RunAsync("council", "show", "--addresses", path, "--rpc", chain.Dev.Rpc.ToString()), code);
        AssertRefused(await chain.DeployAsync(path), code);
    }

    [Fact]
    public async Task Proposal_ThroughItsWholeLife_RefusesEveryStepThatIsTooEarly()
    {
        var proposed = await chain.JsonAsync("council", "propose", "threshold", "--threshold", "3", "--key-file", chain.KeyOf("a"), "--reason", "三人");
        var id = proposed["id"]!.GetValue<string>();
        Assert.Equal(("open", "setThreshold", $"ledger council approve {id}"),
            (proposed["stage"]!.GetValue<string>(), proposed["calls"]![0]!["function"]!.GetValue<string>(), proposed["next"]!.GetValue<string>()));
        Assert.Equal("Require 3 approval(s) from then on.", proposed["calls"]![0]!["en"]!.GetValue<string>());
        Assert.Equal("将所需批准数改为 3。", proposed["calls"]![0]!["zh"]!.GetValue<string>());

        AssertRefused(await chain.RunAsync("council", "execute", id, "--key-file", chain.KeyOf("c")), "LDG8614");
        AssertRefused(await chain.RunAsync("council", "approve", id, "--key-file", chain.KeyOf("a")), "LDG8617");
        AssertRefused(await chain.RunAsync("council", "revoke-approval", id, "--key-file", chain.KeyOf("b")), "LDG8618");
        AssertRefused(await chain.RunAsync("council", "approve", id, "--key-file", chain.Deployer), "LDG8616");
        Assert.Equal("waiting", (await chain.JsonAsync("council", "approve", id, "--key-file", chain.KeyOf("b")))["stage"]!.GetValue<string>());
        AssertRefused(await chain.RunAsync("council", "execute", id, "--key-file", chain.KeyOf("c")), "LDG8615");
        Assert.Equal("open", (await chain.JsonAsync("council", "revoke-approval", id, "--key-file", chain.KeyOf("b")))["stage"]!.GetValue<string>());

        await chain.PassAsync(TimeSpan.FromDays(14));
        AssertRefused(await chain.RunAsync("council", "approve", id, "--key-file", chain.KeyOf("b")), "LDG8613");
        AssertRefused(await chain.RunAsync("council", "execute", "0x" + new string('5', 64), "--key-file", chain.KeyOf("c")), "LDG8610");
    }

    [Fact]
    public async Task Proposal_OfSeveralActionsInAFile_IsShownExecutedAndVoidsOthers()
    {
        var newcomer = (await chain.NewAccountAsync("newcomer")).Address.ToString();
        var actions = Path.Combine(chain.Folder, "actions.json");
        await File.WriteAllTextAsync(
            actions, $$"""[{"action":"add-member","member":"{{newcomer}}"},{"action":"remove-member","member":"{{newcomer}}"},{"action":"delay","delay":"24h","lifetime":"14d"}]""",
            TestContext.Current.CancellationToken);
        var other = (await chain.JsonAsync("council", "propose", "threshold", "--threshold", "3", "--key-file", chain.KeyOf("a")))["id"]!.GetValue<string>();

        var executed = await chain.DecideAsync("council", "propose", "file", actions);

        Assert.Equal(("executed", 3), (executed["stage"]!.GetValue<string>(), executed["calls"]!.AsArray().Count));
        AssertRefused(await chain.RunAsync("council", "approve", other, "--key-file", chain.KeyOf("b")), "LDG8612");
        AssertRefused(await chain.RunAsync("council", "approve", executed["id"]!.GetValue<string>(), "--key-file", chain.KeyOf("a")), "LDG8611");
        var all = await chain.JsonAsync("council", "show", "--all");
        Assert.Contains(all["proposals"]!.AsArray(), proposal => proposal!["id"]!.GetValue<string>() == other && proposal["stage"]!.GetValue<string>() == "void");
        Assert.Equal((3, 2, 86400), (all["members"]!.AsArray().Count, all["threshold"]!.GetValue<int>(), all["delaySeconds"]!.GetValue<int>()));
        var shown = await CliRun.RunAsync("council", "show", "--addresses", chain.Book, "--rpc", chain.Dev.Rpc.ToString());
        Assert.Contains("2 of 3 approve", shown.Out, StringComparison.Ordinal);
        Assert.DoesNotContain(other, shown.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""[{"action":"abolish"}]""")]
    [InlineData("""[{"action":"suspend"}]""")]
    [InlineData("""[{"action":"suspend","origin":"a/log","more":"x"}]""")]
    [InlineData("""[{"action":"suspend","origin":["a/log","b/log"]}]""")]
    [InlineData("""[{"action":"suspend","origin":null}]""")]
    [InlineData("""{"action":"suspend","origin":"a/log"}""")]
    [InlineData("not json")]
    public async Task Propose_MalformedFileOfActions_IsRefused(string text)
    {
        var path = Path.Combine(chain.Folder, Guid.NewGuid().ToString("N") + ".json");
        await File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);

        AssertRefused(await chain.RunAsync("council", "propose", "file", path, "--key-file", chain.KeyOf("a")), "LDG8502");
    }

    [Fact]
    public async Task Show_DepartmentThatWasNotAdmitted_IsRefused() =>
        AssertRefused(await chain.RunAsync("department", "show", "nobody.example/x/log"), "LDG8620");

    internal static void AssertRefused(CliRun run, string code) =>
        Assert.True(run.ExitCode == 2 && run.Error.StartsWith(code + ":", StringComparison.Ordinal), run.ToString());
}
