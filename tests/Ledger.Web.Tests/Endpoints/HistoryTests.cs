using System.Text;
using System.Text.Json.Nodes;
using Ledger.Verify.Entries;
using Ledger.Verify.Notes;
using Ledger.Verify.Proofs;
using Ledger.Verify.Trees;
using Ledger.Web.Tests.Running;

namespace Ledger.Web.Tests.Endpoints;

/// <summary>Tests the history of a record. Every event has a proof that needs no trust in the node.</summary>
public sealed class HistoryTests(RunningNode node)
{
    [Fact]
    public async Task History_OfARecordThatChanged_ProvesEveryEventOldestFirst()
    {
        var (id, _) = await node.IssueFinalAsync();
        await node.ChangeStatusAsync(id, "suspended");
        await node.ChangeStatusAsync(id, "active");
        await node.ChangeStatusAsync(id, "revoked");

        var events = await ReadAsync(id, "auditor");

        Assert.Equal([null, "suspended", "active", "revoked"], events.Select(happened => happened["status"]?.GetValue<string>()));
        Assert.Equal(["certificate", "status", "status", "status"], events.Select(happened => happened["kind"]!.GetValue<string>()));
        var key = await LogKeyAsync();
        Assert.All(events, happened => AssertProves(happened, id, key));
        Assert.Equal(events.Select(IndexOf).Order(), events.Select(IndexOf));
    }

    [Fact]
    public async Task History_OfAFinalRecord_ProvesAgainstTheAnchoredHead()
    {
        var (id, _) = await node.IssueFinalAsync();

        var happened = Assert.Single(await ReadAsync(id, "verifier"));

        var checkpoint = CheckpointOf(happened);
        Assert.Equal("L3", happened["level"]!.GetValue<string>());
        Assert.True(happened["anchor"]!["final"]!.GetValue<bool>());
        Assert.Equal(checkpoint.Size, happened["anchor"]!["size"]!.GetValue<long>());
        Assert.Equal(checkpoint.Root.ToBase64(), happened["anchor"]!["root"]!.GetValue<string>());
    }

    [Fact]
    public async Task History_OfASupersededRecord_NamesTheSuccessor()
    {
        var (old, successor) = (await IssueAsync(), await IssueAsync());
        await node.ChangeStatusAsync(old, "superseded", successor);

        var events = await ReadAsync(old, "issuer");

        Assert.Equal(successor, events[^1]["successor"]!.GetValue<string>());
    }

    [Fact]
    public async Task History_ShowsReasonsToIssuersAndAuditorsOfTheDepartmentOnly()
    {
        var id = await IssueAsync();
        await node.ChangeStatusAsync(id, "revoked");

        foreach (var role in new[] { "issuer", "auditor" })
        {
            var changed = (await ReadAsync(id, role))[^1];
            Assert.Equal(("测试 test", "demo-issuer"), (changed["reason"]!.GetValue<string>(), changed["by"]!.GetValue<string>()));
        }

        var shown = (await ReadAsync(id, "verifier"))[^1];
        Assert.Null(shown["reason"]);
        Assert.Null(shown["by"]);
    }

    private static void AssertProves(JsonNode happened, string id, VerifierKey key)
    {
        var entry = Encoding.UTF8.GetBytes(happened["entry"]!.GetValue<string>());
        Assert.True(LogEntry.TryParse(entry, out var parsed));
        Assert.Equal(id, parsed.Id);
        Assert.True(TlogProof.TryParse(happened["proof"]!.GetValue<string>(), out var proof));
        Assert.True(SignedNote.TryParse(proof.Checkpoint, out var note) && note.IsSignedBy(key));
        var checkpoint = CheckpointOf(happened);
        Assert.Equal("ledger.localhost/education/log", checkpoint.Origin);
        Assert.Equal(IndexOf(happened), proof.Index);
        Assert.True(InclusionProof.Verify(proof.Index, checkpoint.Size, TreeHash.Leaf(entry), proof.Hashes, checkpoint.Root));
    }

    private static Checkpoint CheckpointOf(JsonNode happened)
    {
        Assert.True(TlogProof.TryParse(happened["proof"]!.GetValue<string>(), out var proof));
        Assert.True(SignedNote.TryParse(proof.Checkpoint, out var note));
        Assert.True(Checkpoint.TryParse(note.Text, out var checkpoint));
        return checkpoint;
    }

    private static long IndexOf(JsonNode happened) => happened["index"]!.GetValue<long>();

    private async Task<VerifierKey> LogKeyAsync()
    {
        var departments = JsonNode.Parse(await node.Http.GetStringAsync("/v1/departments", TestContext.Current.CancellationToken))!.AsArray();
        var vkey = departments.Single(department => department!["id"]!.GetValue<string>() == "education")!["vkey"]!.GetValue<string>();
        Assert.True(VerifierKey.TryParse(vkey, out var key));
        return key;
    }

    private async Task<string> IssueAsync()
    {
        var issued = await node.JsonAsync(
            HttpMethod.Post, TestRecords.Root, TestRecords.Department, TestRecords.Completion().ToJsonString(), TestRecords.NewKey());
        return issued["id"]!.GetValue<string>();
    }

    private async Task<List<JsonNode>> ReadAsync(string id, string role)
    {
        using var response = await node.SendAsync(HttpMethod.Get, $"{TestRecords.Root}/{id}/history", TestRecords.Department, role);
        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        Assert.Equal(id, answer["id"]!.GetValue<string>());
        return [.. answer["events"]!.AsArray().Select(happened => happened!)];
    }
}
