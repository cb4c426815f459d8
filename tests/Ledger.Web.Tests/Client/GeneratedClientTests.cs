using System.Net.Http.Headers;
using Ledger.Web.Tests.Endpoints;
using Ledger.Web.Tests.Running;
using Newtonsoft.Json;

namespace Ledger.Web.Tests.Client;

/// <summary>Tests that a generated client works with the real service without any change by hand.</summary>
public sealed class GeneratedClientTests(RunningNode node)
{
    private const string Update = "LEDGER_UPDATE_OPENAPI";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Client_GeneratedAgain_IsTheCommittedOne()
    {
        var made = await ClientSource.MakeAsync(await File.ReadAllTextAsync(ApiDocument.Path, Cancel));
        if (Environment.GetEnvironmentVariable(Update) == "1")
        {
            await File.WriteAllTextAsync(ClientSource.Path, made, Cancel);
        }

        Assert.True(made == await File.ReadAllTextAsync(ClientSource.Path, Cancel), $"The API changed: run this test with {Update}=1 and commit the client.");
    }

    [Fact]
    public async Task Client_IssuesReadsVerifiesAndRevokes()
    {
        using var http = Http("issuer");
        var client = new LedgerClient(node.Address.AbsoluteUri, http);

        var issued = await client.IssueRecordAsync(TestRecords.Department, TestRecords.NewKey(), NewRequest(), Cancel);
        var read = await client.ReadRecordAsync(TestRecords.Department, issued.Id, purpose: "correction", cancellationToken: Cancel);
        var bundle = await client.FetchBundleAsync(TestRecords.Department, issued.Id, "wait=30", purpose: "resident-request", cancellationToken: Cancel);
        var valid = await client.VerifyBundleAsync(bundle, cancellationToken: Cancel);
        var changed = await client.ChangeStatusAsync(
            TestRecords.Department, issued.Id, TestRecords.NewKey(), new StatusBody { Status = RecordStatus.Revoked, Reason = "test" }, "wait=30", Cancel);
        var revoked = await client.VerifyBundleAsync(bundle, cancellationToken: Cancel);
        var history = await client.ReadHistoryAsync(TestRecords.Department, issued.Id, Cancel);

        Assert.Equal((issued.Id, RecordStatus.Active, RecordKind.Certificate), (read.Id, read.Status, read.Kind));
        Assert.NotNull(bundle.Anchor);
        Assert.Equal((Verdict.Valid, 12), (valid.Verdict, valid.Checks.Count));
        Assert.Equal((RecordStatus.Revoked, true), (changed.Status, changed.OnChain));
        Assert.Equal((Verdict.NotInForce, ReportedStatus.Revoked), (revoked.Verdict, revoked.Status!.Status));
        Assert.Equal([EventKind.Certificate, EventKind.Status], history.Events.Select(happened => happened.Kind));
    }

    [Fact]
    public async Task Client_ListsRecordsAndReadsTheReasonOfARefusal()
    {
        using var http = Http("auditor");
        var client = new LedgerClient(node.Address.AbsoluteUri, http);

        var page = await client.ListRecordsAsync(TestRecords.Department, limit: 5, status: Status.Active, cancellationToken: Cancel);
        var refused = await Assert.ThrowsAsync<ApiException<ProblemBody>>(() => client.IssueRecordAsync(TestRecords.Department, TestRecords.NewKey(), NewRequest(), Cancel));

        Assert.All(page.Records, row => Assert.Equal(RecordStatus.Active, row.Status));
        Assert.Equal(("LDG6004", 403), (refused.Result.Code, refused.StatusCode));
    }

    private static RecordRequestBody NewRequest()
    {
        var request = TestRecords.Completion();
        var claims = request["claims"]!;
        request.Remove("claims");
        var body = JsonConvert.DeserializeObject<RecordRequestBody>(WithClaims(request, claims.ToJsonString()))!; // Not null, because the text is an object.
        Assert.Equal(DateTimeOffset.Parse("2026-04-04T00:00:00Z", System.Globalization.CultureInfo.InvariantCulture), body.ValidFrom);
        return body;
    }

    private static string WithClaims(System.Text.Json.Nodes.JsonObject request, string claims) => request.ToJsonString()[..^1] + ",\"claims\":" + claims + "}";

    private HttpClient Http(string role)
    {
        var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", node.Token(TestRecords.Department, role));
        return http;
    }
}
