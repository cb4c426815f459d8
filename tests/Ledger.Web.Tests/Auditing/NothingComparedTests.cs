using System.Text.Json.Nodes;
using Ledger.Web.Tests.Running;

namespace Ledger.Web.Tests.Auditing;

/// <summary>Tests that <c>ledger audit</c> never agrees when there was little or nothing to compare.</summary>
public sealed class NothingComparedTests(RunningNode node)
{
    private const string Page = "<html><body>Sign in</body></html>";

    [Theory]
    [InlineData("LDG2502", "LDG3324")]
    [InlineData("LDG2503", "LDG3323")]
    public async Task Audit_EveryBundleIsGone_FindsContentWithoutAnErasure(string answered, string found)
    {
        await node.IssueFinalAsync();
        await using var proxy = Gone($$"""{"code":"{{answered}}","status":410}""");

        var run = await AuditAsync(proxy, "--department", TestRecords.Department, "--tokens", node.TokensFile, "--json");

        Assert.True(run.ExitCode == 1, run.ToString());
        var department = Department(run);
        Assert.All(department["findings"]!.AsArray(), finding => Assert.Equal(found, (string?)finding!["code"]));
        Assert.Equal((0, 0), (department["records"]!["erased"]!.GetValue<long>(), department["records"]!["valid"]!.GetValue<long>()));
        Assert.True(department["records"]!["wrong"]!.GetValue<long>() > 0);
    }

    [Theory]
    [InlineData(Page)]
    [InlineData("")]
    public async Task Audit_GoneFromSomethingOtherThanANode_CouldNotBeChecked(string body)
    {
        await node.IssueFinalAsync();
        await using var proxy = Gone(body);

        var run = await AuditAsync(proxy, "--department", TestRecords.Department, "--tokens", node.TokensFile, "--json");

        Assert.True(run.ExitCode == 2, run.ToString());
        AssertUnchecked(Department(run), "LDG3361");
        Assert.True(Department(run)["records"]!["unread"]!.GetValue<long>() > 0);
    }

    [Fact]
    public async Task Audit_NodeThatListsNoDepartment_CouldNotBeChecked()
    {
        using var folder = new TemporaryFolder();
        var html = Path.Combine(folder.Path, "audit.html");
        await using var proxy = Naming("[]");

        var json = await AuditAsync(proxy, "--tokens", node.TokensFile, "--json", "--html", html);
        var text = await AuditAsync(proxy);

        Assert.True(json.ExitCode == 2 && text.ExitCode == 2, json.ToString() + text);
        var report = JsonNode.Parse(json.Out)!;
        Assert.Equal("could-not-be-checked", (string?)report["verdict"]);
        AssertUnchecked(report, "LDG3364");
        Assert.Equal(0, report["counts"]!["departments"]!["done"]!.GetValue<long>());
        Assert.Contains("LDG3364", text.Out, StringComparison.Ordinal);
        Assert.Contains("LDG3364", await File.ReadAllTextAsync(html, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Audit_DepartmentThatTheNodeNoLongerLists_CouldNotBeChecked()
    {
        await node.IssueFinalAsync();
        using var folder = new TemporaryFolder();
        await using var before = Naming(null);
        var first = await AuditAsync(before, "--state", folder.Path, "--json");
        var listed = JsonNode.Parse(await node.Http.GetStringAsync("/v1/departments", TestContext.Current.CancellationToken))!.AsArray();
        listed.Remove(listed.Single(one => (string?)one!["id"] == TestRecords.Department));
        await using var after = Naming(listed.ToJsonString());

        var run = await AuditAsync(after, "--state", folder.Path, "--json");

        Assert.True(first.ExitCode == 0, first.ToString());
        Assert.True(run.ExitCode == 2, run.ToString());
        Assert.Equal(1, JsonNode.Parse(run.Out)!["counts"]!["departments"]!["missing"]!.GetValue<long>());
        var gone = JsonNode.Parse(run.Out)!["departments"]!.AsArray().Single(one => (string?)one!["id"] == TestRecords.Department)!;
        AssertUnchecked(gone, "LDG3365");
        Assert.Equal("could-not-be-checked", (string?)gone["verdict"]);
        Assert.True(gone["counts"]!["entries"]!["missing"]!.GetValue<long>() > 0);
    }

    [Fact]
    public async Task Audit_WithTokensButNoneForADepartment_CouldNotBeChecked()
    {
        await node.IssueFinalAsync();
        using var folder = new TemporaryFolder();
        var tokens = folder.File("tokens.json", new JsonObject { ["health"] = new JsonObject { ["auditor"] = node.Token("health", "auditor") } }.ToJsonString());
        await using var proxy = Naming(null);

        var run = await AuditAsync(proxy, "--department", TestRecords.Department, "--tokens", tokens, "--json");

        Assert.True(run.ExitCode == 2, run.ToString());
        AssertUnchecked(Department(run), "LDG3368");
        Assert.True(Department(run)["counts"]!["records"]!["missing"]!.GetValue<long>() > 0);
    }

    [Fact]
    public async Task Audit_WithoutTokens_SaysFirstThatNoRecordWasChecked()
    {
        await node.IssueFinalAsync();
        await using var proxy = Naming(null);

        var run = await AuditAsync(proxy, "--department", TestRecords.Department);

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Contains("No record was checked, because no --tokens were given.", run.Out.Split('\n')[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Audit_StateWithMoreThanAnEarlierRunChecked_CouldNotBeChecked()
    {
        await node.IssueFinalAsync();
        using var folder = new TemporaryFolder();
        folder.File("education.records.json", """{"v":1,"origin":"ledger.localhost/education/log","next":1000000,"counts":{},"findings":[]}""");
        await using var proxy = Naming(null);

        var run = await AuditAsync(proxy, "--department", TestRecords.Department, "--tokens", node.TokensFile, "--state", folder.Path, "--json");

        Assert.True(run.ExitCode == 2, run.ToString());
        AssertUnchecked(Department(run), "LDG3367");
        Assert.True(Department(run)["counts"]!["records"]!["missing"]!.GetValue<long>() > 0);
    }

    [Fact]
    public async Task Audit_PartThatCannotBeRead_ShowsTheFindingsOfTheRest()
    {
        await node.IssueFinalAsync();
        await using var proxy = new NodeProxy(node.Address, path =>
            path.Contains("/log/tile/0/", StringComparison.Ordinal) ? Page
            : path.Contains("/bundle", StringComparison.Ordinal) ? """{"code":"LDG2502","status":410}"""
            : null)
        { Status = 410 };
        await using var pages = new NodeProxy(new Uri(proxy.Address), path => path.Contains("/log/tile/0/", StringComparison.Ordinal) ? Page : null);

        var run = await AuditAsync(pages, "--department", TestRecords.Department, "--tokens", node.TokensFile, "--json");

        Assert.True(run.ExitCode == 1, run.ToString());
        var department = Department(run);
        AssertUnchecked(department, "LDG3361");
        Assert.Contains(department["findings"]!.AsArray(), finding => (string?)finding!["code"] == "LDG3324");
        Assert.True(department["counts"]!["files"]!["missing"]!.GetValue<long>() > 0);
        Assert.Equal(0, department["counts"]!["entries"]!["missing"]!.GetValue<long>());
    }

    private static void AssertUnchecked(JsonNode report, string code) =>
        Assert.Contains(report["unchecked"]!.AsArray(), reason => (string?)reason!["code"] == code);

    private static JsonNode Department(CliRun run) => JsonNode.Parse(run.Out)!["departments"]!.AsArray().Single()!;

    private NodeProxy Gone(string body) => new(node.Address, path => path.Contains("/bundle", StringComparison.Ordinal) ? body : null) { Status = 410 };

    /// <param name="departments">The list of departments to answer, or null for the list of the node.</param>
    private NodeProxy Naming(string? departments) => new(node.Address, path => path == "/v1/departments" ? departments : null);

    private Task<CliRun> AuditAsync(NodeProxy proxy, params string[] more) => CliRun.RunAsync(
        ["audit", "--node", proxy.Address, "--rpc", node.Rpc, "--registry", node.Registry, "--finality", "instant", .. more]);
}
