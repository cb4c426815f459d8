using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Ledger.Access;
using Ledger.Anchoring;
using Ledger.Hosting;
using Ledger.Issuing;
using Ledger.Log;
using Ledger.Proving;
using Ledger.Statuses;
using Ledger.Verify.Entries;
using Ledger.Verify.RecordTypes;
using Ledger.Web.Access;
using Ledger.Web.Problems;
using Microsoft.AspNetCore.Mvc;

namespace Ledger.Web.Endpoints;

/// <summary>Issuing records, listing them, reading them, proving them, and changing their status.</summary>
internal static class RecordEndpoints
{
    private const string Root = "/v1/departments/{department}/records";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(Root).WithTags("Records 记录");
        group.MapPost("", IssueAsync).RequireRole(Role.Issuer).WithName("issueRecord")
            .WithSummary("Issue one record. 签发一条记录。")
            .WithDescription("The body is the JSON object of a batch line. "
                + "A repeat with the same Idempotency-Key and body returns the first answer with status 200. "
                + "A second record of one type with one document number is refused (409, LDG2023) with the first one's id in `earlier`; "
                + "a replacement names that one in `replaces`.")
            .DescribesKey().Takes<RecordRequestBody>("application/json")
            .Produces<IssuedAnswer>(201).Produces<IssuedAnswer>(200).ProducesProblems(400, 409, 410, 413, 422, 503);
        group.MapPost("batch", BatchAnswers.WriteAsync).RequireRole(Role.Issuer).WithName("issueBatch")
            .WithSummary("Issue many records: NDJSON in, one answer line for each, in order. 批量签发，逐行回答。")
            .WithDescription("Each line carries its own key. One bad line costs that line only. "
                + "When the token is withdrawn or expires meanwhile, every line from then on is refused with LDG9021 or LDG9020. "
                + "Read the answers while you send: the node stops reading when nobody does.")
            .Takes<RecordRequestBody>("application/x-ndjson", "application/ndjson", "application/jsonl")
            .Produces<LineAnswerBody>(200, "application/x-ndjson").ProducesProblems(400).WithMetadata(new DisableRequestSizeLimitAttribute());
        group.MapGet("", RecordList.ListAsync).RequireRole(Role.Issuer, Role.Auditor).WithName("listRecords")
            .WithSummary("List records, newest first. 列出记录，新的在前。")
            .WithDescription("`status`, `type`, `from` and `to` choose records. With them a page may have fewer than `limit`, or none: go on until `next` is null.")
            .DescribesList()
            .Produces<RecordPage>().ProducesProblems(400);
        group.MapGet("{id}", ReadAsync).RequireRole(Role.Issuer, Role.Auditor).WithName("readRecord")
            .WithSummary("Read one record; claims for issuers only. 查看一条记录。")
            .DescribesAsOf("As of which time its status is shown; now without it. 状态的时间点，默认为现在。")
            .Produces<RecordAnswer>().ProducesProblems(410);
        group.MapGet("{id}/bundle", BundleAsync).RequireRole(Role.Issuer, Role.Verifier, Role.Auditor).WithName("fetchBundle")
            .WithSummary("Fetch a record's bundle. 获取凭证包。")
            .WithDescription("Issuers get every disclosure, or those named by `claims`. Verifiers and auditors get none. "
                + "A new record's bundle is waited for until its anchor is final, 5 seconds unless `Prefer` says otherwise.")
            .DescribesPatience()
            .DescribesQuery("claims", "Top-level names, separated by commas; empty for none. 要出示的项目，以逗号分隔。", _ => { })
            .Produces<BundleBody>().ProducesProblems(410, 422);
        group.MapGet("{id}/history", HistoryAsync).RequireRole(Role.Issuer, Role.Verifier, Role.Auditor).WithName("readHistory")
            .WithSummary("Everything that happened to a record, each with its proof. 记录的全部经过。")
            .WithDescription("Issuers and auditors also see why a status was changed and the name of the token that asked.").Produces<HistoryAnswer>();
        group.MapPost("{id}/status", ChangeStatusAsync).RequireRole(Role.Issuer).WithName("changeStatus")
            .WithSummary("Suspend, reinstate, revoke, supersede, or withdraw. 更改状态。")
            .WithDescription("Logged at once, then sent to the chain; the answer waits until it is there, 5 seconds unless `Prefer` says otherwise. "
                + "`onChain` says whether everybody sees it now.")
            .DescribesKey().DescribesPatience().Takes<StatusBody>("application/json")
            .Produces<StatusAnswer>(201).Produces<StatusAnswer>(200).ProducesProblems(400, 409, 410, 413, 422, 503);
    }

    private static async Task<IResult> IssueAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var department = context.Department();
        if (!TryReadKey(context, out var key))
        {
            return ProblemAnswers.Of(IssuingFaults.KeyMissing);
        }

        if (await Bodies.ReadAsync(context.Request, RecordRequestReader.MaxLength, cancellationToken) is not { } body)
        {
            return ProblemAnswers.Of(IssuingFaults.TooLarge);
        }

        if (context.FindTokenFault() is { } gone)
        {
            return ProblemAnswers.Of(gone); // A body may be sent slowly.
        }

        var read = RecordRequestReader.Read(body, key);
        if (read.Refusal is { } refusal)
        {
            return ProblemAnswers.Of(refusal);
        }

        using var request = read.Required;
        var appended = await department.Records.AppendAsync(request);
        return appended.Refusal is { } notAppended
            ? ProblemAnswers.Of(notAppended)
            : await AnswerIssuedAsync(context, department, appended.Required, cancellationToken);
    }

    private static async Task<IResult> AnswerIssuedAsync(
        HttpContext context, HostedDepartment department, Appended appended, CancellationToken cancellationToken)
    {
        var id = appended.Entry.Id;
        var bundle = await department.Prover.ProveAsync(id, null, cancellationToken);
        if (bundle.Refusal is { } refusal)
        {
            return ProblemAnswers.Of(refusal);
        }

        var level = await department.Store.LevelOfAsync(appended.Entry.Index, cancellationToken);
        var answer = new IssuedAnswer(id.ToString(), appended.Entry.Index, level.ToString(), Bodies.Json(bundle.Required));
        return appended.IsRepeat ? TypedResults.Ok(answer) : TypedResults.Created($"{context.Request.Path}/{id}", answer);
    }

    private static async Task<IResult> ReadAsync(
        HttpContext context, string id, TimeProvider clock, CancellationToken cancellationToken, string? asOf = null, [FromQuery(Name = Queries.OtherAsOf)] string? otherAsOf = null)
    {
        var department = context.Department();
        var queries = new Queries();
        var time = queries.PastTime(asOf, otherAsOf, clock.GetUtcNow());
        if (queries.Refusal is { } malformed)
        {
            return ProblemAnswers.Of(malformed);
        }

        // As of a time before it was issued, there was no such record.
        if (!RecordId.TryParse(id, out var record)
            || await department.Store.FindByRecordAsync(record, cancellationToken) is not [{ IsRecord: true } first, ..] logged
            || logged.Where(entry => time is null || Bodies.TimeOf(entry.At) <= time).ToList() is not [_, ..] entries)
        {
            return ProblemAnswers.Of(ProvingFaults.RecordNotFound);
        }

        JsonObject? claims = null;
        if (context.Caller().Role is Role.Issuer)
        {
            var opened = await department.Opener.OpenAsync(first, cancellationToken);
            if (opened.Refusal is { } refusal)
            {
                return ProblemAnswers.Of(refusal);
            }

            claims = JsonObject.Create(opened.Required.Claims.Payload);
        }

        var level = await department.Store.LevelOfAsync(first.Index, cancellationToken);
        var change = entries.LastOrDefault(entry => entry.Kind is EntryKind.Status);
        var details = change is null ? null : await department.StatusDetails.FindAsync(change, cancellationToken);
        return TypedResults.Ok(new RecordAnswer(
            record.ToString(), first.Type, Bodies.NameOf(first.Kind), StatusNames.Of(StatusRules.StatusBy(entries)), first.Index, Bodies.TimeOf(first.At),
            level.ToString(), claims, details?.Reason, details?.By, change is null ? null : Bodies.TimeOf(change.At)));
    }

    private static async Task<IResult> BundleAsync(HttpContext context, string id, CancellationToken cancellationToken, string? claims = null)
    {
        if (!RecordId.TryParse(id, out var record))
        {
            return ProblemAnswers.Of(ProvingFaults.RecordNotFound);
        }

        // Least authority: who only verifies or audits sees what the record shows to everybody.
        IReadOnlyList<ClaimPath>? wanted = (context.Caller().Role, claims) switch
        {
            (Role.Verifier or Role.Auditor, _) => [],
            (_, null) => null,
            (_, var names) => [.. names.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(name => ClaimPath.Of(name))],
        };
        var department = context.Department();
        var patience = Patience.Of(context);
        var bundle = await department.Prover.ProveAsync(record, wanted, cancellationToken);
        if (bundle.Refusal is null && await HasWaitedAsync(department, record, patience, cancellationToken))
        {
            bundle = await department.Prover.ProveAsync(record, wanted, cancellationToken);
        }

        return bundle.Refusal is { } refusal ? ProblemAnswers.Of(refusal) : TypedResults.Bytes(bundle.Required, "application/json");
    }

    // A bundle without an anchor convinces nobody, and the anchor of a new record is seldom far.
    private static async ValueTask<bool> HasWaitedAsync(
        HostedDepartment department, RecordId record, TimeSpan patience, CancellationToken cancellationToken)
    {
        var entries = await department.Store.FindByRecordAsync(record, cancellationToken);
        var isNew = await department.Store.LevelOfAsync(entries[0].Index, cancellationToken) is not ProofLevel.L3;
        return isNew && await department.Chain.WaitAsync(
            async token => await department.Store.LevelOfAsync(entries[0].Index, token) is ProofLevel.L3, patience, cancellationToken);
    }

    private static async Task<IResult> HistoryAsync(HttpContext context, string id, CancellationToken cancellationToken)
    {
        var department = context.Department();
        var events = RecordId.TryParse(id, out var record) ? await department.History.ReadAsync(record, cancellationToken) : [];
        if (events.IsEmpty)
        {
            return ProblemAnswers.Of(ProvingFaults.RecordNotFound);
        }

        // Least authority: a reason may speak of the person, so it is for those who keep the record and those who audit them.
        var seesReasons = context.Caller().Role is Role.Issuer or Role.Auditor;
        var rows = new List<HistoryRow>(events.Length);
        foreach (var happened in events)
        {
            rows.Add(Bodies.Of(happened, seesReasons ? await department.StatusDetails.FindAsync(happened.Entry, cancellationToken) : null));
        }

        return TypedResults.Ok(new HistoryAnswer(record.ToString(), rows));
    }

    private static async Task<IResult> ChangeStatusAsync(HttpContext context, string id, CancellationToken cancellationToken)
    {
        var department = context.Department();
        if (!TryReadKey(context, out var key))
        {
            return ProblemAnswers.Of(IssuingFaults.KeyMissing);
        }

        if (!RecordRequestReader.IsKey(key))
        {
            return ProblemAnswers.Of(IssuingFaults.KeyMalformed);
        }

        if (await Bodies.ReadAsync(context.Request, StatusRequest.MaxLength, cancellationToken) is not { } body)
        {
            return ProblemAnswers.Of(RequestFaults.TooLarge(StatusRequest.MaxLength));
        }

        if (context.FindTokenFault() is { } gone)
        {
            return ProblemAnswers.Of(gone);
        }

        var read = StatusRequest.Read(body);
        if (read.Refusal is { } refusal)
        {
            return ProblemAnswers.Of(refusal);
        }

        if (!RecordId.TryParse(id, out var record))
        {
            return ProblemAnswers.Of(StatusFaults.RecordNotFound);
        }

        var changed = await department.Statuses.ChangeAsync(record, read.Required, key, context.Caller().Name, cancellationToken);
        if (changed.Refusal is { } notChanged)
        {
            return ProblemAnswers.Of(notChanged);
        }

        var entry = changed.Required.Entry;
        department.Chain.Wake();
        var isOnChain = await department.Chain.WaitAsync(
            token => department.Chain.IsOnChainAsync(entry.Index, token), Patience.Of(context), cancellationToken);
        var level = await department.Store.LevelOfAsync(entry.Index, cancellationToken);
        var answer = new StatusAnswer(
            record.ToString(), StatusNames.Of(read.Required.Status), entry.Successor?.ToString(), entry.Index, Bodies.TimeOf(entry.At), level.ToString(), isOnChain);
        return changed.Required.IsRepeat ? TypedResults.Ok(answer) : TypedResults.Created($"{context.Request.Path}", answer);
    }

    // The single route takes the key from the header only, as on every POST that creates; a line carries its own.
    private static bool TryReadKey(HttpContext context, [NotNullWhen(true)] out string? key)
    {
        var values = context.Request.Headers["Idempotency-Key"];
        key = values.Count == 1 ? values[0] : null;
        return key is not null;
    }
}
