using System.Diagnostics.CodeAnalysis;
using Ledger.Issuing;
using Ledger.Purposes;
using Ledger.Statuses;
using Ledger.UseCases;
using Ledger.Verify.Faults;
using Ledger.Verify.RecordTypes;
using Ledger.Web.Access;
using Ledger.Web.Http;
using Ledger.Web.Problems;
using Microsoft.AspNetCore.Mvc;

namespace Ledger.Web.Endpoints;

/// <summary>
/// Issues, lists, reads and proves records, and changes their status. Each handler reads its input, calls one use case and writes the answer.
/// </summary>
internal static class RecordEndpoints
{
    private const string Root = "/v1/departments/{department}/records";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(Root).WithTags("Records 记录");
        group.MapPost("", IssueAsync).RequireRole(IssueRecord.Roles).WithName("issueRecord")
            .WithSummary("Issue one record. 签发一条记录。")
            .WithDescription("The body is the JSON object of a batch line. "
                + "A repeat with the same Idempotency-Key and body returns the first answer with status 200. "
                + "A second record of the same type with the same document number is refused (409, LDG2023); `earlier` is the id of the first. "
                + "To replace the first record, put its id in `replaces`.")
            .DescribesKey().Takes<RecordRequestBody>("application/json")
            .Produces<IssuedAnswer>(201).Produces<IssuedAnswer>(200).ProducesProblems(400, 409, 410, 413, 422, 503);
        group.MapPost("batch", BatchEndpoint.WriteAsync).RequireRole(IssueBatch.Roles).WithName("issueBatch")
            .WithSummary("Issue many records: NDJSON in, one answer line for each, in order. 批量签发，逐行回答。")
            .WithDescription("Each line has its own key. A bad line affects only itself. "
                + "If the token expires or is withdrawn during the request, all further lines are refused with LDG9021 or LDG9020. "
                + "Read the answers while you send: otherwise the node stops reading.")
            .Takes<RecordRequestBody>("application/x-ndjson", "application/ndjson", "application/jsonl")
            .Produces<LineAnswerBody>(200, "application/x-ndjson").ProducesProblems(400).WithMetadata(new DisableRequestSizeLimitAttribute());
        group.MapGet("", RecordListEndpoint.ListAsync).RequireRole(ListRecords.Roles).WithName("listRecords")
            .WithSummary("List records, newest first. 列出记录，新的在前。")
            .WithDescription("`status`, `type`, `from` and `to` filter the records. A filtered page may have fewer records than `limit`, or none: continue until `next` is null.")
            .DescribesList()
            .Produces<RecordPage>().ProducesProblems(400);
        group.MapGet("{id}", ReadAsync).RequireRole(ReadRecord.Roles).WithName("readRecord")
            .WithSummary("Read one record; claims for issuers only, and only for a purpose. 查看一条记录。")
            .WithDescription("With `purpose` an issuer sees the claims. The read is logged before they are shown, and the resident sees it in a list.")
            .DescribesPurpose()
            .DescribesAsOf("The time for which the status is shown. The default is now. 状态的时间点，默认为现在。")
            .Produces<RecordAnswer>().ProducesProblems(400, 410, 422, 503);
        group.MapGet("{id}/bundle", BundleAsync).RequireRole(FetchBundle.Roles).WithName("fetchBundle")
            .WithSummary("Fetch a record's bundle. 获取凭证包。")
            .WithDescription("Issuers must give `purpose`. They get every disclosure, or only those in `claims`; the read is logged before that, and the resident sees it in a list. "
                + "Verifiers and auditors get no disclosures, only what the record shows to everybody. "
                + "For a new record the answer waits until the anchor is final, at most 5 seconds. `Prefer` sets another limit.")
            .DescribesWait().DescribesPurpose()
            .DescribesQuery("claims", "The top-level claims to disclose, separated by commas. Empty for none. 要出示的项目，以逗号分隔。", _ => { })
            .Produces<BundleBody>().ProducesProblems(400, 410, 422, 503);
        group.MapGet("{id}/history", HistoryAsync).RequireRole(ReadHistory.Roles).WithName("readHistory")
            .WithSummary("The history of a record, each event with its proof. 记录的全部经过。")
            .WithDescription("Issuers and auditors also see the reason for each status change and the name of the token that requested it.").Produces<HistoryAnswer>();
        group.MapPost("{id}/status", ChangeStatusAsync).RequireRole(ChangeStatus.Roles).WithName("changeStatus")
            .WithSummary("Suspend, reinstate, revoke, supersede, or withdraw. 更改状态。")
            .WithDescription("The change is logged at once and then sent to the chain. The answer waits until the chain has it, at most 5 seconds. `Prefer` sets another limit. "
                + "`onChain` says whether the chain has it.")
            .DescribesKey().DescribesWait().Takes<StatusBody>("application/json")
            .Produces<StatusAnswer>(201).Produces<StatusAnswer>(200).ProducesProblems(400, 409, 410, 413, 422, 503);
    }

    private static async Task<IResult> IssueAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (!TryReadKey(context, out var key))
        {
            return ProblemAnswers.From(IssuingFaults.KeyMissing);
        }

        if (await RequestBodies.ReadAsync(context.Request, RecordRequestReader.MaxLength, cancellationToken) is not { } body)
        {
            return ProblemAnswers.From(IssuingFaults.TooLarge);
        }

        if (context.FindTokenFault() is { } fault)
        {
            return ProblemAnswers.From(fault); // The token may have been withdrawn while the body arrived.
        }

        var read = RecordRequestReader.Read(body, key);
        if (read.Refusal is { } malformed)
        {
            return ProblemAnswers.From(malformed);
        }

        using var request = read.Required;
        var issued = await new IssueRecord(context.Department(), context.Caller()).ExecuteAsync(request, cancellationToken);
        if (issued.Refusal is { } refusal)
        {
            return ProblemAnswers.From(refusal);
        }

        var record = issued.Required;
        var answer = new IssuedAnswer(record.Id.ToString(), record.Index, record.Level.ToString(), AnswerFields.ParseJson(record.Bundle));
        return record.IsRepeat ? TypedResults.Ok(answer) : TypedResults.Created($"{context.Request.Path}/{answer.Id}", answer);
    }

    private static async Task<IResult> ReadAsync(
        HttpContext context, string id, PurposeCatalogue purposes, TimeProvider clock, CancellationToken cancellationToken, string? asOf = null, [FromQuery(Name = QueryReader.OtherAsOf)] string? otherAsOf = null)
    {
        var query = new QueryReader();
        var time = query.PastTime(asOf, otherAsOf, clock.GetUtcNow());
        if (query.Refusal is { } malformed)
        {
            return ProblemAnswers.From(malformed);
        }

        var purpose = FindPurpose(context, purposes, clock);
        if (purpose?.Refusal is { } notPermitted)
        {
            return ProblemAnswers.From(notPermitted);
        }

        if (!RecordId.TryParse(id, out var record))
        {
            return ProblemAnswers.From(ProvingFaults.RecordNotFound);
        }

        var read = await new ReadRecord(context.Department(), context.Caller()).ExecuteAsync(record, time, purpose?.Value, cancellationToken);
        return read.Refusal is { } refusal ? ProblemAnswers.From(refusal) : TypedResults.Ok(RecordAnswers.ToBody(read.Required));
    }

    private static async Task<IResult> BundleAsync(
        HttpContext context, string id, PurposeCatalogue purposes, TimeProvider clock, CancellationToken cancellationToken, string? claims = null)
    {
        var purpose = FindPurpose(context, purposes, clock);
        if (purpose?.Refusal is { } notPermitted)
        {
            return ProblemAnswers.From(notPermitted);
        }

        if (!RecordId.TryParse(id, out var record))
        {
            return ProblemAnswers.From(ProvingFaults.RecordNotFound);
        }

        var wanted = claims?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(name => ClaimPath.FromSegments(name)).ToList();
        var wait = WaitPreference.Read(context.Request);
        wait.Acknowledge(context.Response);
        var fetched = await new FetchBundle(context.Department(), context.Caller()).ExecuteAsync(record, wanted, purpose?.Value, wait.Time, cancellationToken);
        return fetched.Refusal is { } refusal ? ProblemAnswers.From(refusal) : TypedResults.Bytes(fetched.Required.Utf8, "application/json");
    }

    private static async Task<IResult> HistoryAsync(HttpContext context, string id, CancellationToken cancellationToken)
    {
        if (!RecordId.TryParse(id, out var record))
        {
            return ProblemAnswers.From(ProvingFaults.RecordNotFound);
        }

        var read = await new ReadHistory(context.Department(), context.Caller()).ExecuteAsync(record, cancellationToken);
        return read.Refusal is { } refusal ? ProblemAnswers.From(refusal) : TypedResults.Ok(RecordAnswers.ToBody(read.Required));
    }

    private static async Task<IResult> ChangeStatusAsync(HttpContext context, string id, CancellationToken cancellationToken)
    {
        if (!TryReadKey(context, out var key))
        {
            return ProblemAnswers.From(IssuingFaults.KeyMissing);
        }

        if (!RecordRequestReader.IsKey(key))
        {
            return ProblemAnswers.From(IssuingFaults.KeyMalformed);
        }

        if (await RequestBodies.ReadAsync(context.Request, StatusRequest.MaxLength, cancellationToken) is not { } body)
        {
            return ProblemAnswers.From(RequestRefusals.TooLarge(StatusRequest.MaxLength));
        }

        if (context.FindTokenFault() is { } fault)
        {
            return ProblemAnswers.From(fault);
        }

        var request = StatusRequest.Read(body);
        if (request.Refusal is { } malformed)
        {
            return ProblemAnswers.From(malformed);
        }

        if (!RecordId.TryParse(id, out var record))
        {
            return ProblemAnswers.From(StatusFaults.RecordNotFound);
        }

        var wait = WaitPreference.Read(context.Request);
        var changed = await new ChangeStatus(context.Department(), context.Caller()).ExecuteAsync(record, request.Required, key, wait.Time, cancellationToken);
        if (changed.Refusal is { } refusal)
        {
            return ProblemAnswers.From(refusal);
        }

        wait.Acknowledge(context.Response);
        var answer = RecordAnswers.ToBody(record, request.Required, changed.Required);
        return changed.Required.IsRepeat ? TypedResults.Ok(answer) : TypedResults.Created($"{context.Request.Path}", answer);
    }

    /// <summary>The purpose of the request, or what is wrong with it. Null if it has none.</summary>
    private static Outcome<ReadPurpose>? FindPurpose(HttpContext context, PurposeCatalogue purposes, TimeProvider clock) =>
        PurposeQuery.IsGiven(context.Request) ? PurposeQuery.Read(context.Request, purposes, clock.GetUtcNow()) : default(Outcome<ReadPurpose>?);

    // The key comes from the header only, as on every POST that creates something. A line of a batch carries its own key.
    private static bool TryReadKey(HttpContext context, [NotNullWhen(true)] out string? key)
    {
        var values = context.Request.Headers["Idempotency-Key"];
        key = values.Count == 1 ? values[0] : null;
        return key is not null;
    }
}
