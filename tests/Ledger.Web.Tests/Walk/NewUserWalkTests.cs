using System.Text.Json.Nodes;
using Ledger.Web.Tests.Running;

namespace Ledger.Web.Tests.Walk;

/// <summary>Tests the steps of the README with the programs that a reader runs, on the real embedded chain.</summary>
public sealed class NewUserWalkTests(RunningNode node)
{
    private static readonly string[] Checks =
    [
        "form", "disclosures", "seal", "issuer-authorised", "commitment", "inclusion", "checkpoint", "anchored", "final", "status", "validity",
    ];

    [Fact]
    public async Task Import_OfASampleCity_AcceptsEveryLine()
    {
        using var folder = new TemporaryFolder();
        var sample = await CliRun.RunAsync("sample", "--residents", "200", "--seed", "1");
        var city = folder.File("city.jsonl", sample.Out);

        var import = await CliRun.RunAsync("import", city, "--node", node.Address.ToString(), "--tokens", node.TokensFile, "--json");

        Assert.True(import.ExitCode == 0, import.ToString());
        var result = JsonNode.Parse(import.Out)!;
        Assert.Equal(sample.Out.Count(letter => letter == '\n'), result["accepted"]!.GetValue<int>());
        Assert.Equal(0, result["refused"]!.GetValue<int>());
        Assert.True(result["accepted"]!.GetValue<int>() > 500);
    }

    [Fact]
    public async Task Verify_AnAnchoredBundle_IsValidWithEveryCheck()
    {
        var (id, bundle) = await node.IssueFinalAsync();

        var run = await VerifyAsync(bundle, "--json");

        Assert.True(run.ExitCode == 0, run.ToString());
        var report = JsonNode.Parse(run.Out)!;
        Assert.Equal("valid", report["verdict"]!.GetValue<string>());
        Assert.Equal(id, report["record"]!["id"]!.GetValue<string>());
        Assert.Equal(Checks, report["checks"]!.AsArray().Where(check => check!["outcome"]!.GetValue<string>() == "passed").Select(check => check!["check"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("record", 200, "seal")]
    [InlineData("salt", 10, "commitment")]
    [InlineData("entry", 60, "commitment", "inclusion")]
    [InlineData("proof", 60, "inclusion", "checkpoint")]
    [InlineData("anchor", 60, "anchored")]
    public async Task Verify_WithOneCharacterChanged_IsNotGenuineAndNamesTheCheck(string member, int place, params string[] checks)
    {
        var (_, bundle) = await node.IssueFinalAsync();

        var run = await VerifyAsync(ChangeOneCharacter(bundle, member, place), "--json");

        Assert.True(run.ExitCode == 1, run.ToString());
        var report = JsonNode.Parse(run.Out)!;
        Assert.Equal("not-genuine", report["verdict"]!.GetValue<string>());
        var failed = report["checks"]!.AsArray().Where(check => check!["outcome"]!.GetValue<string>() == "failed").Select(check => check!["check"]!.GetValue<string>());
        Assert.Contains(failed, name => checks.Contains(name) || name == "form");
    }

    // Without a quotation mark or a brace the text is not a bundle, so there is no verdict on any record.
    [Theory]
    [InlineData("\"salt\":", "\"salt:")]
    [InlineData("},\"entry\"", ",\"entry\"")]
    public async Task Verify_WithOneCharacterRemovedThatLeavesNoBundle_CannotBeRead(string one, string other)
    {
        var (_, bundle) = await node.IssueFinalAsync();

        var run = await VerifyAsync(bundle.Replace(one, other, StringComparison.Ordinal), "--json");

        Assert.True(run.ExitCode == 2, run.ToString());
        Assert.Equal("", run.Out);
        Assert.StartsWith("LDG8513", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("chainId", "1")]
    [InlineData("registry", "\"0x1111111111111111111111111111111111111111\"")]
    public async Task Verify_ABundleOfAnotherChain_CouldNotBeCheckedAndNamesThatChain(string member, string value)
    {
        var (_, bundle) = await node.IssueFinalAsync();
        var json = JsonNode.Parse(bundle)!;
        json["anchor"]![member] = JsonNode.Parse(value);

        var run = await VerifyAsync(json.ToJsonString(), "--json");

        Assert.True(run.ExitCode == 2, run.ToString());
        var anchored = JsonNode.Parse(run.Out)!["checks"]!.AsArray().Single(check => (string?)check!["check"] == "anchored")!;
        Assert.Equal("LDG1020", (string?)anchored["code"]);
        Assert.Contains(value.Trim('"'), (string?)anchored["detail"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("revoked")]
    [InlineData("suspended")]
    public async Task Verify_AfterTheStatusChanged_ReportsSinceWhen(string status)
    {
        var (id, bundle) = await node.IssueFinalAsync();
        await node.ChangeStatusAsync(id, status);

        var report = await UntilNotInForceAsync(bundle);

        Assert.Equal(status, report["status"]!["status"]!.GetValue<string>());
        var since = DateTimeOffset.Parse(report["status"]!["since"]!.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(since, DateTimeOffset.UnixEpoch.AddYears(50), TimeProvider.System.GetUtcNow().AddMinutes(5));
    }

    [Fact]
    public async Task Verify_ASupersededRecord_NamesTheSuccessor()
    {
        var (id, bundle) = await node.IssueFinalAsync();
        var (successor, _) = await node.IssueFinalAsync();
        await node.ChangeStatusAsync(id, "superseded", successor);

        var report = await UntilNotInForceAsync(bundle);

        Assert.Equal("superseded", report["status"]!["status"]!.GetValue<string>());
        Assert.Equal(successor, report["status"]!["successor"]!.GetValue<string>());
    }

    [Fact]
    public async Task Verify_AfterReinstating_IsValidAgain()
    {
        var (id, bundle) = await node.IssueFinalAsync();
        await node.ChangeStatusAsync(id, "suspended");
        await UntilNotInForceAsync(bundle);
        await node.ChangeStatusAsync(id, "active");

        await Eventually.IsTrueAsync(async () => (await VerifyAsync(bundle)).ExitCode == 0, "the record is in force again");
    }

    [Fact]
    public async Task Verify_Offline_ReportsWhichChecksDidNotRun()
    {
        var (_, bundle) = await node.IssueFinalAsync();
        using var folder = new TemporaryFolder();
        var jwks = folder.File("keys.json", await node.Http.GetStringAsync("/.well-known/jwt-vc-issuer/education", TestContext.Current.CancellationToken));

        var run = await CliRun.RunAsync("verify", folder.File("b.json", bundle), "--offline", "--vkey", await VkeyAsync(), "--jwks", jwks, "--json");

        Assert.True(run.ExitCode == 2, run.ToString());
        var report = JsonNode.Parse(run.Out)!;
        Assert.Equal("could-not-be-checked", report["verdict"]!.GetValue<string>());
        var notRun = report["checks"]!.AsArray().Where(check => check!["outcome"]!.GetValue<string>() == "not-run").Select(check => check!["check"]!.GetValue<string>());
        Assert.Equal(["issuer-authorised", "anchored", "final", "status", "holder-binding"], notRun);
    }

    [Fact]
    public async Task LogCheck_OfTheServedLog_RecomputesAndAgrees()
    {
        await node.IssueFinalAsync();

        var run = await CliRun.RunAsync("log", "check", new Uri(node.Address, "education/log").ToString(), "--vkey", await VkeyAsync());

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Contains("ledger.localhost/education/log", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task History_OfARevokedRecord_ShowsBothEvents()
    {
        var (id, _) = await node.IssueFinalAsync();
        await node.ChangeStatusAsync(id, "revoked");

        var run = await CliRun.RunAsync("history", id, "--node", node.Address.ToString(), "--tokens", node.TokensFile, "--json");

        Assert.True(run.ExitCode == 0, run.ToString());
        var events = JsonNode.Parse(run.Out)!["events"]!.AsArray();
        Assert.Equal(["certificate", "status"], events.Select(happened => happened!["kind"]!.GetValue<string>()));
        Assert.All(events, happened => Assert.StartsWith("c2sp.org/tlog-proof@v1\n", happened!["proof"]!.GetValue<string>(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Council_OfTheDemonstration_IsOneMemberAndHasAdmittedTheDepartments()
    {
        var book = Path.Combine(node.DataDirectory, "chain", "addresses.json");

        var council = await CliRun.RunAsync("council", "show", "--addresses", book, "--rpc", node.Rpc, "--json");
        var department = await CliRun.RunAsync("department", "show", "ledger.localhost/education/log", "--addresses", book, "--rpc", node.Rpc, "--json");

        Assert.True(council.ExitCode == 0, council.ToString());
        Assert.Equal(1, JsonNode.Parse(council.Out)!["threshold"]!.GetValue<int>());
        Assert.Single(JsonNode.Parse(council.Out)!["members"]!.AsArray());
        Assert.True(department.ExitCode == 0, department.ToString());
        Assert.Equal("ledger.localhost/education/log", Assert.Single(JsonNode.Parse(department.Out)!.AsArray())!["origin"]!.GetValue<string>());
    }

    private static string ChangeOneCharacter(string bundle, string member, int place)
    {
        var value = bundle.IndexOf($"\"{member}\":", StringComparison.Ordinal) + member.Length + 3;
        var letter = Enumerable.Range(value + place, 100).First(at => char.IsAsciiLetterOrDigit(bundle[at]));
        var changed = bundle[letter] == '7' ? '8' : '7';
        return string.Concat(bundle.AsSpan(0, letter), changed.ToString(), bundle.AsSpan(letter + 1));
    }

    private async Task<string> VkeyAsync()
    {
        var departments = JsonNode.Parse(await node.Http.GetStringAsync("/v1/departments", TestContext.Current.CancellationToken))!.AsArray();
        return departments.Single(department => department!["id"]!.GetValue<string>() == "education")!["vkey"]!.GetValue<string>();
    }

    private async Task<JsonNode> UntilNotInForceAsync(string bundle)
    {
        JsonNode report = new JsonObject();
        await Eventually.IsTrueAsync(
            async () =>
            {
                var run = await VerifyAsync(bundle, "--json");
                Assert.True(run.ExitCode is 0 or 1, run.ToString());
                report = JsonNode.Parse(run.Out)!;
                return report["verdict"]!.GetValue<string>() == "not-in-force";
            },
            "the chain knows the new status");
        return report;
    }

    private async Task<CliRun> VerifyAsync(string bundle, params string[] more)
    {
        using var folder = new TemporaryFolder();
        return await CliRun.RunAsync(["verify", folder.File("b.json", bundle), "--rpc", node.Rpc, "--registry", node.Registry, .. more]);
    }
}
