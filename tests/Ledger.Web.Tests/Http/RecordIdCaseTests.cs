using System.Text.Json.Nodes;
using Ledger.Web.Tests.Running;

namespace Ledger.Web.Tests.Http;

/// <summary>Tests that a record id in capitals is accepted everywhere as the same id (RFC 9562 section 4), and is always written in lower case.</summary>
public sealed class RecordIdCaseTests(RunningNode node)
{
    [Fact]
    public async Task Addresses_WithAnIdInCapitals_AnswerWithTheIdInLowerCase()
    {
        var id = await IssueAsync();

        foreach (var part in (string[])["", "/history"])
        {
            var read = await node.JsonAsync(HttpMethod.Get, $"{TestRecords.Root}/{id.ToUpperInvariant()}{part}", TestRecords.Department);
            Assert.Equal(id, read["id"]!.GetValue<string>());
        }

        Assert.Contains(id, (await node.JsonAsync(HttpMethod.Get, $"{TestRecords.Root}/{id.ToUpperInvariant()}/bundle{TestRecords.OnRequest}", TestRecords.Department)).ToJsonString(), StringComparison.Ordinal);
        var body = new JsonObject { ["status"] = "revoked", ["reason"] = "test" };
        var changed = await node.JsonAsync(
            HttpMethod.Post, $"{TestRecords.Root}/{id.ToUpperInvariant()}/status", TestRecords.Department, body.ToJsonString(), TestRecords.NewKey());
        Assert.Equal(id, changed["id"]!.GetValue<string>());
    }

    [Fact]
    public async Task Bodies_WithIdsInCapitals_NameTheSameRecords()
    {
        var record = TestRecords.Completion();
        var first = await IssueAsync(record);
        record["replaces"] = first.ToUpperInvariant();
        var second = await IssueAsync(record);

        var body = new JsonObject { ["status"] = "superseded", ["reason"] = "test", ["successor"] = second.ToUpperInvariant() };
        var changed = await node.JsonAsync(HttpMethod.Post, $"{TestRecords.Root}/{first}/status", TestRecords.Department, body.ToJsonString(), TestRecords.NewKey());

        Assert.Equal(second, changed["successor"]!.GetValue<string>());
    }

    [Fact]
    public async Task HistoryCommand_WithAnIdInCapitals_FindsTheRecord()
    {
        var id = await IssueAsync();

        var run = await CliRun.RunAsync(
            "history", id.ToUpperInvariant(), "--department", TestRecords.Department, "--node", node.Address.ToString(), "--tokens", node.TokensFile);

        Assert.True(run.ExitCode == 0, run.ToString());
    }

    private async Task<string> IssueAsync(JsonObject? record = null) => (await node.JsonAsync(
        HttpMethod.Post, TestRecords.Root, TestRecords.Department, (record ?? TestRecords.Completion()).ToJsonString(), TestRecords.NewKey()))["id"]!.GetValue<string>();
}
