using System.Text.Json.Nodes;
using Ledger.Auditing.Nodes;
using Ledger.Cli.Tests;
using Ledger.Verify.Faults;
using Ledger.Verify.Notes;
using Ledger.Verify.Trees;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Nodes.Tests;

/// <summary>What an auditor reads from a node, and which answers the auditor refuses.</summary>
public sealed class NodeRecordsTests
{
    private const string Row = """{"id":"education","nameZh":"教育局","nameEn":"Education","origin":"city.example/education/log","vkey":"k"}""";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ListDepartments_ANode_IsAskedOnceAndKeepsItsOrder()
    {
        await using var node = await StubNode.StartAsync(_ => (200, $$"""[{{Row}},{"id":"health","origin":"o"}]"""));

        var departments = await Records(node).ListDepartmentsAsync(Cancel);

        Assert.Equal(
            [new NodeDepartment("education", "教育局", "Education", "city.example/education/log", "k"), new NodeDepartment("health", "", "", "o", "")], departments);
        Assert.Equal("/v1/departments", Assert.Single(node.Requests).Path);
    }

    [Fact]
    public async Task ListDepartments_NoDepartment_IsEmpty()
    {
        await using var node = await StubNode.StartAsync(_ => (200, "[]"));

        Assert.Empty(await Records(node).ListDepartmentsAsync(Cancel));
    }

    /// <summary>The names are printed, and the node is not trusted.</summary>
    [Fact]
    public async Task ListDepartments_NamesThatAreLongOrHaveControls_AreOneShortLine()
    {
        await using var node = await StubNode.StartAsync(
            _ => (200, $$"""[{"id":"education","nameZh":"a\nb","nameEn":"{{new string('x', 500)}}","origin":"o"}]"""));

        var department = Assert.Single(await Records(node).ListDepartmentsAsync(Cancel));

        Assert.Equal(("a b", new string('x', 200) + "…"), (department.NameZh, department.NameEn));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[1]")]
    [InlineData("[null]")]
    [InlineData("<html>")]
    [InlineData("""[{"id":"../x","origin":"o"}]""")]
    [InlineData("""[{"id":"education"}]""")]
    [InlineData("""[{"id":"education","origin":""}]""")]
    [InlineData("""[{"id":1,"origin":"o"}]""")]
    [InlineData("""[{"id":"education","id":"education","origin":"o"}]""")]
    public async Task ListDepartments_AnswerInAnotherForm_IsUnreadable(string body)
    {
        await using var node = await StubNode.StartAsync(_ => (200, body));

        await AssertFaultAsync(RunFaults.AnswerUnreadable, () => Records(node).ListDepartmentsAsync(Cancel));
    }

    [Theory]
    [InlineData(10_000, true)]
    [InlineData(10_001, false)]
    public async Task ListDepartments_MoreThanAnyNodeHas_AreUnreadable(int count, bool isRead)
    {
        var rows = new JsonArray([.. Enumerable.Range(0, count).Select(_ => (JsonNode)new JsonObject { ["id"] = "education", ["origin"] = "o" })]).ToJsonString();
        await using var node = await StubNode.StartAsync(_ => (200, rows));

        if (isRead)
        {
            Assert.Equal(count, (await Records(node).ListDepartmentsAsync(Cancel)).Count);
        }
        else
        {
            await AssertFaultAsync(RunFaults.AnswerUnreadable, () => Records(node).ListDepartmentsAsync(Cancel));
        }
    }

    [Fact]
    public async Task ListDepartments_ARefusal_IsReportedWithTheNodesCode()
    {
        await using var node = await StubNode.StartAsync(_ => (403, """{"code":"LDG7777","title":"No."}"""));

        var problem = await AssertFaultAsync(RunFaults.Refused, () => Records(node).ListDepartmentsAsync(Cancel));

        Assert.Contains("LDG7777", problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ListDepartments_NobodyThere_IsReportedWithTheAddress()
    {
        var records = Records("http://127.0.0.1:1/", tokens: null);

        var problem = await AssertFaultAsync(RunFaults.Unreachable, () => records.ListDepartmentsAsync(Cancel));

        Assert.Equal("http://127.0.0.1:1/", problem.Detail);
    }

    [Fact]
    public async Task ListDepartments_Cancelled_IsNoOutage()
    {
        await using var node = await StubNode.StartAsync(_ => (200, "[]"));
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Records(node).ListDepartmentsAsync(cancelled.Token));
    }

    [Fact]
    public async Task FindBundles_ADepartmentWithAToken_AsksWithTheAuditorsTokenFirst()
    {
        await using var node = await StubNode.StartAsync(_ => (410, """{"code":"LDG2502","title":"Gone."}"""));
        var records = Records(node, """{"education":{"verifier":"v","auditor":"a"},"health":{"verifier":"v"},"parks":{"issuer":"i"}}""");

        await records.FindBundles("education")!.FetchAsync(Guid.Empty, Cancel);
        await records.FindBundles("health")!.FetchAsync(Guid.Empty, Cancel);

        Assert.Equal(["Bearer a", "Bearer v"], node.Requests.Select(request => request.Authorization));
        Assert.StartsWith("/v1/departments/health/records/", node.Requests[1].Path, StringComparison.Ordinal);
        Assert.Null(records.FindBundles("parks"));
        Assert.Null(records.FindBundles("water"));
        Assert.Equal((true, "education,health,parks"), (records.HasTokens, string.Join(',', records.DepartmentsWithTokens)));
    }

    [Fact]
    public void FindBundles_WithoutTokens_IsNone()
    {
        var records = Records("http://node.example/", tokens: null);

        Assert.Null(records.FindBundles("education"));
        Assert.False(records.HasTokens);
        Assert.Empty(records.DepartmentsWithTokens);
        Assert.Equal(new Uri("http://node.example/"), records.Address);
    }

    [Fact]
    public async Task OpenLog_ADepartment_ReadsItsPublicLog()
    {
        var signer = new Ed25519NoteSigner("city.example/education/log", new byte[32]);
        var checkpoint = SignedNote.Sign(new Checkpoint(signer.Key.Name, 0, TreeHash.Empty).ToText(), signer).ToString();
        await using var node = await StubNode.StartAsync(_ => (200, checkpoint));
        using var log = Records(node).OpenLog("education", signer.Key);

        var read = await log.ReadAsync("checkpoint", Cancel);

        Assert.Equal(checkpoint, System.Text.Encoding.UTF8.GetString(read!.Value.Span));
        Assert.Equal("/education/log/checkpoint", Assert.Single(node.Requests).Path);
    }

    /// <summary>The good answer needs a logged migration. The tests of <c>Ledger.Web</c> fetch one from a real node.</summary>
    [Theory]
    [InlineData(404, "")]
    [InlineData(200, "ledger-migration/1\n")]
    public async Task FindMigration_AnAnswerThatIsNoMigrationRecord_IsNone(int status, string body)
    {
        await using var node = await StubNode.StartAsync(_ => (status, body));
        var hash = Digest.Sha256([1]);

        Assert.Null(await Records(node).FindMigrationAsync("education", hash, Cancel));

        Assert.Equal($"/education/log/migration/{hash.ToHex()}", Assert.Single(node.Requests).Path);
    }

    private static NodeRecords Records(StubNode node, string? tokens = null) => Records(node.Address + "/", tokens);

    private static NodeRecords Records(string address, string? tokens)
    {
        var clients = new ServiceCollection().AddNodes().BuildServiceProvider().GetRequiredService<NodeClients>();
        return (NodeRecords)clients.ConnectAuditor(new Uri(address), tokens is null ? null : new NodeTokens(JsonNode.Parse(tokens), null));
    }

    private static async Task<FaultException> AssertFaultAsync(Fault expected, Func<Task> call)
    {
        var problem = await Assert.ThrowsAsync<FaultException>(call);
        Assert.Equal(expected, problem.Fault);
        return problem;
    }
}
