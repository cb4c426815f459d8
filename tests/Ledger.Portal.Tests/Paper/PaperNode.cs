using System.Text;
using System.Text.Json.Nodes;
using Ledger.Departments;
using Ledger.Disclosures;
using Ledger.Issuing;
using Ledger.Portal.Tests.Paper;
using Ledger.Sharing;
using Ledger.UseCases.Residents;
using Ledger.Verify.RecordTypes;
using Ledger.Web.Tests.Running;

[assembly: AssemblyFixture(typeof(PaperNode))]

namespace Ledger.Portal.Tests.Paper;

/// <summary>
/// A node in this process with its embedded chain. Tests share records by the use case, as the page of a resident does, without signing in for each. It is
/// started by the first test that needs it.
/// </summary>
public sealed class PaperNode : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Lazy<Task<LedgerNode>> _node;

    public PaperNode() => _node = new(() => LedgerNode.StartAsync(Path.Combine(_folder.Path, "data"), null,
        ("Ledger__SampleCity", "false"), ("Ledger__VerificationsPerMinute", "1000000"),
        ("Ledger__Portal__OfflineProof", "https://city.example/vct/compulsory-education-completion/1")));

    /// <summary>The running node.</summary>
    internal Task<LedgerNode> Node => _node.Value;

    /// <summary>Issues a record, waits until its anchor is final, and shares it.</summary>
    /// <param name="change">Changes the request.</param>
    /// <param name="paths">The claims to show. Null for all.</param>
    internal async Task<SharedRecord> ShareAsync(Action<JsonObject>? change = null, IReadOnlyList<ClaimPath>? paths = null)
    {
        var node = await Node;
        var request = TestRecords.Completion();
        change?.Invoke(request);
        var id = JsonNode.Parse(await CallAsync(HttpMethod.Post, TestRecords.Root, request))!["id"]!.GetValue<string>();
        await Running.Waiting.UntilAsync(
            async () => JsonNode.Parse(await CallAsync(HttpMethod.Get, $"{TestRecords.Root}/{id}"))!["level"]?.GetValue<string>() == "L3", $"record {id} is final");
        Assert.True(DepartmentId.TryParse(TestRecords.Department, out var department));
        Assert.True(RecordId.TryParse(id, out var record));
        var subject = request["subject"]!;
        var identity = IdentityTypes.Read(
            subject["idType"]!.GetValue<string>(), subject["idNumber"]!.GetValue<string>(), new DateOnly(2026, 1, 1), "/idType", "/idNumber").Required;
        var resident = new Resident(identity, "test");
        var own = await node.Get<ReadOwnRecord>().ExecuteAsync(resident, department, record, CancellationToken.None);
        var made = await node.Get<ShareRecord>().ExecuteAsync(
            resident, new ShareOrder(department, record, paths ?? own.Required.Selectable, null, ShareWay.Paper), CancellationToken.None);
        return new SharedRecord(id, made.Required.Code, resident, made.Required.Entry.Id);
    }

    /// <summary>How often a share was opened, as its resident sees it.</summary>
    internal async Task<int> CountOpeningsAsync(SharedRecord shared)
    {
        var page = await (await Node).Get<ListOwnReads>().ExecuteAsync(shared.Resident, null, OwnPageSize.Largest, CancellationToken.None);
        return page.Required.Lines.Count(line => line.Line.Disclosure?.OpenedShare == shared.Share);
    }

    /// <summary>Waits until a check finds that a record is not in force any more.</summary>
    internal async Task WaitUntilNotInForceAsync(SharedRecord shared)
    {
        var bundle = JsonNode.Parse(await CallAsync(HttpMethod.Get, $"{TestRecords.Root}/{shared.Id}/bundle?purpose=resident-request"));
        await Running.Waiting.UntilAsync(
            async () => JsonNode.Parse(await CallAsync(HttpMethod.Post, "/v1/verify", bundle))!["verdict"]!.GetValue<string>() == "not-in-force", "the revocation is seen");
    }

    /// <summary>Calls the API with a token of the department.</summary>
    internal async Task<string> CallAsync(HttpMethod method, string path, JsonNode? body = null)
    {
        var node = await Node;
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new("Bearer", node.Token(TestRecords.Department, "issuer"));
        if (body is not null)
        {
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
            request.Headers.Add("Idempotency-Key", TestRecords.NewKey());
        }

        using var response = await node.Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode ? text : throw new InvalidOperationException($"{path}: {(int)response.StatusCode} {text}");
    }

    public async ValueTask DisposeAsync()
    {
        if (_node.IsValueCreated)
        {
            await (await _node.Value).DisposeAsync();
        }

        _folder.Dispose();
    }

    /// <summary>A shared record.</summary>
    internal sealed record SharedRecord(string Id, ShareCode Code, Resident Resident, RecordId Share);
}
