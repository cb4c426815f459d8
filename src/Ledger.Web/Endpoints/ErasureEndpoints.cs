using Ledger.Access;
using Ledger.Issuing;
using Ledger.UseCases;
using Ledger.Verify.Faults;
using Ledger.Web.Access;
using Ledger.Web.Problems;
using Ledger.Web.Settings;
using Microsoft.Extensions.Options;

namespace Ledger.Web.Endpoints;

/// <summary>
/// Erases the data of residents: one operator asks, another approves. Each handler reads its input, calls one use case and writes the answer.
/// </summary>
internal static class ErasureEndpoints
{
    private const int DefaultPage = 50;
    private const int LargestPage = 200;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/departments/{department}").WithTags("Erasure 删除");
        group.MapPost("erasures", AskAsync).RequireRole(AskErasure.Roles).WithName("askErasure")
            .WithSummary("Ask for the erasure of a person's data. 申请删除某人的资料。")
            .WithDescription("Nothing is erased before another operator approves. A repeat for the same person gets the open request, with status 200.")
            .Takes<ErasureBody>("application/json").Produces<AskedErasureRow>(201).Produces<AskedErasureRow>(200).ProducesProblems(400, 409, 413, 422);
        group.MapGet("erasures", ListAsync).RequireRole(ListErasures.Roles).WithName("listErasures")
            .WithSummary("List requests for erasure, legal holds, and certificates. 列出删除申请、保留要求与删除证明。")
            .DescribesQuery("limit", "The greatest number of certificates on a page, 1 to 200. The default is 50. 每页最多条数。", RecordListEndpoint.DescribeLimit)
            .DescribesQuery("cursor", "The value of `next` on the page before. 上一页的 next。", _ => { })
            .Produces<ErasurePageBody>().ProducesProblems(400);
        group.MapGet("erasures/{id}", ReadAsync).RequireRole(ListErasures.Roles).WithName("readErasure")
            .WithSummary("Read a certificate of erasure with its proof. 查看删除证明。").Produces<ErasureRow>();
        group.MapPost("erasures/{id}/approval", ApproveAsync).RequireRole(ApproveErasure.Roles).WithName("approveErasure")
            .WithSummary("Approve an erasure, and erase the data now. 批准并立即删除。")
            .WithDescription("The approver must be another person: neither the token that asked, nor one made with it, nor one with a name that reads the same. The data cannot be restored afterwards. A repeat gets the certificate.")
            .Produces<ErasureRow>().ProducesProblems(409, 503);
        group.MapDelete("erasures/{id}", WithdrawAsync).RequireRole(WithdrawErasure.Roles).WithName("withdrawErasure")
            .WithSummary("Withdraw a request for erasure. 撤回删除申请。").Produces<AskedErasureRow>();
        group.MapPost("holds", HoldAsync).RequireRole(PlaceHold.Roles).WithName("placeHold")
            .WithSummary("Keep the data of a person until a day, because a law requires it. 依法保留某人的资料。")
            .WithDescription("Until then it is not erased. A repeat gets the hold that exists, with status 200.")
            .Takes<HoldBody>("application/json").Produces<HoldRow>(201).Produces<HoldRow>(200).ProducesProblems(400, 413, 422);
        group.MapDelete("holds/{id}", ReleaseAsync).RequireRole(PlaceHold.Roles).WithName("releaseHold")
            .WithSummary("End a legal hold before its day. 提前解除保留要求。").Produces<HoldRow>();
    }

    private static async Task<IResult> AskAsync(HttpContext context, TimeProvider clock, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var request = await AdmittedBody.ReadAsync(context, ErasureRequest.MaxLength, body => ErasureRequest.Read(body, now), cancellationToken);
        if (request.Refusal is { } malformed)
        {
            return ProblemAnswers.From(malformed);
        }

        var asked = await new AskErasure(context.Department(), context.Caller()).ExecuteAsync(request.Required, cancellationToken);
        return asked.Refusal is { } refusal ? ProblemAnswers.From(refusal)
            : asked.Required.At < now ? TypedResults.Ok(ErasureAnswers.ToBody(asked.Required))
            : TypedResults.Created($"{context.Request.Path}/{asked.Required.Id}", ErasureAnswers.ToBody(asked.Required));
    }

    private static async Task<IResult> ListAsync(HttpContext context, CancellationToken cancellationToken, string? limit = null, string? cursor = null)
    {
        var query = new QueryReader();
        var size = query.Limit(limit, DefaultPage, LargestPage);
        var before = query.Cursor(cursor);
        if (query.Refusal is { } malformed)
        {
            return ProblemAnswers.From(malformed);
        }

        var listed = await new ListErasures(context.Department(), context.Caller()).ExecuteAsync(before, size, cancellationToken);
        return listed.Refusal is { } refusal ? ProblemAnswers.From(refusal) : TypedResults.Ok(ErasureAnswers.ToBody(listed.Required));
    }

    private static async Task<IResult> ReadAsync(HttpContext context, string id, CancellationToken cancellationToken)
    {
        if (!RecordId.TryParse(id, out var certificate))
        {
            return ProblemAnswers.From(ErasureFaults.NotFound);
        }

        var found = await new ListErasures(context.Department(), context.Caller()).FindAsync(certificate, cancellationToken);
        return found.Refusal is { } refusal ? ProblemAnswers.From(refusal) : TypedResults.Ok(ErasureAnswers.ToBody(found.Required));
    }

    private static async Task<IResult> ApproveAsync(
        HttpContext context, string id, AccessTokens tokens, TimeProvider clock, IOptions<StorageOptions> storage, CancellationToken cancellationToken)
    {
        if (!RecordId.TryParse(id, out var request))
        {
            return ProblemAnswers.From(ErasureFaults.NotFound);
        }

        var backupsGoneBy = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddDays(storage.Value.BackupsKeptDays);
        var erased = await new ApproveErasure(context.Department(), context.Caller()).ExecuteAsync(
            request, (asker, approver) => TokenLineage.AreIndependent(tokens.List(context.Department().Profile.Id), asker, approver), backupsGoneBy, cancellationToken);
        return erased.Refusal is { } refusal ? ProblemAnswers.From(refusal) : TypedResults.Ok(ErasureAnswers.ToBody(erased.Required));
    }

    private static async Task<IResult> WithdrawAsync(HttpContext context, string id, CancellationToken cancellationToken)
    {
        if (!RecordId.TryParse(id, out var request))
        {
            return ProblemAnswers.From(ErasureFaults.NotFound);
        }

        var withdrawn = await new WithdrawErasure(context.Department(), context.Caller()).ExecuteAsync(request, cancellationToken);
        return withdrawn.Refusal is { } refusal ? ProblemAnswers.From(refusal) : TypedResults.Ok(ErasureAnswers.ToBody(withdrawn.Required));
    }

    private static async Task<IResult> HoldAsync(HttpContext context, TimeProvider clock, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var request = await AdmittedBody.ReadAsync(context, ErasureRequest.MaxLength, body => HoldRequest.Read(body, now), cancellationToken);
        if (request.Refusal is { } malformed)
        {
            return ProblemAnswers.From(malformed);
        }

        var placed = await new PlaceHold(context.Department(), context.Caller()).ExecuteAsync(request.Required, cancellationToken);
        return placed.Refusal is { } refusal ? ProblemAnswers.From(refusal)
            : placed.Required.At < now ? TypedResults.Ok(ErasureAnswers.ToBody(placed.Required))
            : TypedResults.Created($"{context.Request.Path}/{placed.Required.Id}", ErasureAnswers.ToBody(placed.Required));
    }

    private static async Task<IResult> ReleaseAsync(HttpContext context, string id, CancellationToken cancellationToken)
    {
        if (!RecordId.TryParse(id, out var hold))
        {
            return ProblemAnswers.From(ErasureFaults.HoldNotFound);
        }

        var released = await new PlaceHold(context.Department(), context.Caller()).ReleaseAsync(hold, cancellationToken);
        return released.Refusal is { } refusal ? ProblemAnswers.From(refusal) : TypedResults.Ok(ErasureAnswers.ToBody(released.Required));
    }
}
