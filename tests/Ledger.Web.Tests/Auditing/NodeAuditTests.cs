using System.Text.Json.Nodes;
using Ledger.Web.Tests.Running;

namespace Ledger.Web.Tests.Auditing;

/// <summary>Tests <c>ledger audit</c> as an auditor runs it, with the real node and its chain.</summary>
public sealed class NodeAuditTests(RunningNode node)
{
    [Fact]
    public async Task Audit_OfASoundNode_AgreesWithEveryBundle()
    {
        var (id, _) = await node.IssueFinalAsync();
        await node.ChangeStatusAsync(id, "revoked");
        using var folder = new TemporaryFolder();
        var page = Path.Combine(folder.Path, "audit.html");
        var file = Path.Combine(folder.Path, "audit.json");

        var run = await AuditAsync("--department", TestRecords.Department, "--tokens", node.TokensFile, "--html", page, "--report", file, "--json");

        Assert.True(run.ExitCode == 0, run.ToString());
        var department = Only(run);
        Assert.Equal("agrees", department["verdict"]!.GetValue<string>());
        var records = department["records"]!;
        Assert.True(records["valid"]!.GetValue<long>() > 0);
        Assert.True(records["notInForce"]!.GetValue<long>() > 0);
        Assert.Equal(0, records["undecided"]!.GetValue<long>() + records["wrong"]!.GetValue<long>());
        Assert.Equal(records["issued"]!.GetValue<long>(), records["checked"]!.GetValue<long>() + records["notAnchored"]!.GetValue<long>());
        Assert.True(department["anchors"]!["agreeing"]!.GetValue<int>() > 0);
        Assert.All(department["counts"]!.AsObject(), count => AssertAllDone(count.Value));
        AssertAllDone(JsonNode.Parse(run.Out)!["counts"]!["departments"]);
        Assert.Empty(department["unchecked"]!.AsArray());
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(run.Out), JsonNode.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken))));
        AssertReadable(await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Audit_OfAllDepartmentsWithoutTokens_SaysThatNoBundleWasChecked()
    {
        var run = await AuditAsync("--json");

        Assert.True(run.ExitCode == 0, run.ToString());
        var departments = JsonNode.Parse(run.Out)!["departments"]!.AsArray();
        Assert.Equal(["civil-affairs", "education", "employment", "health"], departments.Select(one => one!["id"]!.GetValue<string>()));
        Assert.All(departments, one => Assert.Equal(["LDG3358"], one!["unchecked"]!.AsArray().Select(reason => reason!["code"]!.GetValue<string>())));
    }

    [Fact]
    public async Task Audit_RunTwiceWithState_ExtendsTheRememberedHead()
    {
        await node.IssueFinalAsync();
        using var folder = new TemporaryFolder();
        string[] options = ["--department", TestRecords.Department, "--state", folder.Path, "--json"];
        var first = Only(await AuditAsync(options));
        await node.IssueFinalAsync();

        var run = await AuditAsync(options);

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Equal(first["log"]!["size"]!.GetValue<long>(), Only(run)["log"]!["extends"]!.GetValue<long>());
    }

    [Fact]
    public async Task Audit_AfterAnInterruptedRun_ContinuesAndKeepsItsFindings()
    {
        await node.IssueFinalAsync();
        using var folder = new TemporaryFolder();
        folder.File("education.records.json", """
            {"v":1,"origin":"ledger.localhost/education/log","next":3,"counts":{"valid":2},
             "findings":[{"code":"LDG3321","place":"record/019ab000-0000-7000-8000-000000000001","entry":2,"zh":"seal","en":"seal"}]}
            """);

        var run = await AuditAsync("--department", TestRecords.Department, "--tokens", node.TokensFile, "--state", folder.Path, "--json");

        Assert.True(run.ExitCode == 1, run.ToString());
        var department = Only(run);
        Assert.Equal(2, department["records"]!["earlier"]!.GetValue<long>());
        Assert.Equal(["LDG3321"], department["findings"]!.AsArray().Select(finding => finding!["code"]!.GetValue<string>()));
        Assert.False(File.Exists(Path.Combine(folder.Path, "education.records.json")));
    }

    [Fact]
    public async Task Audit_WithATokenOfAnotherDepartment_CouldNotBeChecked()
    {
        using var folder = new TemporaryFolder();
        var tokens = folder.File("tokens.json", new JsonObject
        {
            [TestRecords.Department] = new JsonObject { ["auditor"] = node.Token("health", "auditor") },
        }.ToJsonString());
        await node.IssueFinalAsync();

        var run = await AuditAsync("--department", TestRecords.Department, "--tokens", tokens, "--json");

        Assert.True(run.ExitCode == 2, run.ToString());
        Assert.Equal(["LDG3354"], Only(run)["unchecked"]!.AsArray().Select(reason => reason!["code"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Audit_WithAChainThatDoesNotAnswer_IsNoFinding()
    {
        var run = await CliRun.RunAsync(
            "audit", "--node", node.Address.ToString(), "--rpc", NodeProcess.FreeAddress().ToString(), "--registry", node.Registry,
            "--department", TestRecords.Department, "--json");

        Assert.True(run.ExitCode == 2, run.ToString());
        var department = Only(run);
        Assert.Empty(department["findings"]!.AsArray());
        Assert.Equal(["LDG3350"], department["unchecked"]!.AsArray().Select(reason => reason!["code"]!.GetValue<string>()));
        Assert.True(department["log"]!["size"]!.GetValue<long>() > 0);
    }

    [Fact]
    public async Task Audit_WithARegistryThatDoesNotKnowIt_IsAFinding()
    {
        // The anchor contract is not a registry, so it does not answer as one.
        var run = await CliRun.RunAsync(
            "audit", "--node", node.Address.ToString(), "--rpc", node.Rpc, "--registry", "0x00000000000000000000000000000000000000aa",
            "--finality", "instant", "--department", TestRecords.Department, "--json");

        Assert.True(run.ExitCode == 2, run.ToString());
        Assert.Equal(["LDG3350"], Only(run)["unchecked"]!.AsArray().Select(reason => reason!["code"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Audit_WithoutADepartment_CannotRun()
    {
        var run = await CliRun.RunAsync(
            "audit", "--node", NodeProcess.FreeAddress().ToString(), "--rpc", node.Rpc, "--registry", node.Registry);

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("LDG8504", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<html><body>Sign in</body></html>", "The file is a web page")]
    [InlineData("{\"title\":\"Unauthorized\",\"status\":401,\"code\":\"LDG7002\"}", "The file is the error answer of a service")]
    [InlineData("{\"anchor\":{\"block\":5", "the file is cut off")]
    [InlineData("", "The file is empty")]
    public async Task Audit_AnswersThatAreNotBundles_CountsThemAsNotChecked(string body, string reason)
    {
        await node.IssueFinalAsync();
        await using var proxy = new NodeProxy(node.Address, path => path.Contains("/bundle", StringComparison.Ordinal) ? body : null);

        var run = await AuditThroughAsync(proxy);

        Assert.True(run.ExitCode == 2, run.ToString());
        var department = Only(run);
        Assert.Empty(department["findings"]!.AsArray());
        Assert.Equal(0, department["records"]!["wrong"]!.GetValue<long>());
        Assert.Equal(0, department["records"]!["undecided"]!.GetValue<long>());
        Assert.True(department["records"]!["unread"]!.GetValue<long>() > 0);
        Assert.True(department["counts"]!["records"]!["missing"]!.GetValue<long>() > 0);
        Assert.Contains(department["unchecked"]!.AsArray(), one => (string?)one!["code"] == "LDG3361");
        Assert.Contains(reason, run.Out, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("/log/checkpoint")]
    [InlineData("/log/tile/entries/")]
    [InlineData("/log/tile/0/")]
    public async Task Audit_LogFilesReplacedByAPage_IsNoFinding(string address)
    {
        await node.IssueFinalAsync();
        await using var proxy = new NodeProxy(
            node.Address, path => path.Contains(address, StringComparison.Ordinal) ? "<html><body>Sign in</body></html>" : null);

        var run = await AuditThroughAsync(proxy);

        Assert.True(run.ExitCode == 2, run.ToString());
        Assert.Empty(Only(run)["findings"]!.AsArray());
        Assert.Contains(Only(run)["unchecked"]!.AsArray(), one => (string?)one!["code"] == "LDG3361");
    }

    // A node that answers with its own code is not silent. The auditor acts on the code and its sentence.
    [Theory]
    [InlineData("/log/checkpoint")]
    [InlineData("/log/tile/entries/")]
    [InlineData("/bundle")]
    public async Task Audit_WhereTheNodeAnswersWithACode_NamesCodeAndSentence(string address)
    {
        await node.IssueFinalAsync();
        await using var proxy = new NodeProxy(node.Address, path => path.Contains(address, StringComparison.Ordinal)
            ? """{"code":"LDG3373","title":"This department is down on this node.","status":503,"zh":{"title":"该部门在此节点上已停用。"}}"""
            : null)
        { Status = 503 };

        var run = await AuditThroughAsync(proxy);

        Assert.True(run.ExitCode == 2, run.ToString());
        var refused = Only(run)["unchecked"]!.AsArray().First(one => (string?)one!["code"] == "LDG3375")!;
        Assert.EndsWith("HTTP 503 LDG3373 This department is down on this node. 该部门在此节点上已停用。", (string?)refused["detail"], StringComparison.Ordinal);
        Assert.DoesNotMatch(@"(tile\S+): \1", (string)refused["detail"]!);
    }

    [Fact]
    public async Task Audit_TheNodeDoesNotListItsDepartments_NamesItsCode()
    {
        await using var proxy = new NodeProxy(node.Address, path => path.EndsWith("/v1/departments", StringComparison.Ordinal)
            ? """{"code":"LDG9005","title":"Too many requests.","status":429,"zh":{"title":"请求过多。"}}"""
            : null)
        { Status = 429 };

        var run = await AuditThroughAsync(proxy);

        Assert.True(run.ExitCode == 2, run.ToString());
        Assert.Contains("LDG8505: The node refused the request. v1/departments: HTTP 429 LDG9005 Too many requests. 请求过多。", run.Error, StringComparison.Ordinal);
    }

    private Task<CliRun> AuditThroughAsync(NodeProxy proxy) => CliRun.RunAsync(
        "audit", "--node", proxy.Address, "--rpc", node.Rpc, "--registry", node.Registry, "--finality", "instant",
        "--department", TestRecords.Department, "--tokens", node.TokensFile, "--json");

    private static JsonNode Only(CliRun run) => JsonNode.Parse(run.Out)!["departments"]!.AsArray().Single()!;

    private static void AssertAllDone(JsonNode? count)
    {
        Assert.True(count!["due"]!.GetValue<long>() > 0, count.ToJsonString());
        Assert.Equal(count["due"]!.GetValue<long>(), count["done"]!.GetValue<long>());
        Assert.Equal(0, count["missing"]!.GetValue<long>());
    }

    /// <summary>Asserts that the page is in both languages and loads no other file.</summary>
    private static void AssertReadable(string page)
    {
        Assert.StartsWith("<!doctype html>\n<html lang=\"en\">", page, StringComparison.Ordinal);
        Assert.Contains("Everything that was checked agrees.", page, StringComparison.Ordinal);
        Assert.Contains("Due, done and not checked", page, StringComparison.Ordinal);
        Assert.Contains("<p lang=\"zh\">所核对的内容全部一致。</p>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotMatch("(?:src|href)=", page);
    }

    private Task<CliRun> AuditAsync(params string[] options) => CliRun.RunAsync(
        ["audit", "--node", node.Address.ToString(), "--rpc", node.Rpc, "--registry", node.Registry, "--finality", "instant", .. options]);
}
