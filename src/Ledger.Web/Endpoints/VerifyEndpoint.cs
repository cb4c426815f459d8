using Ledger.Files;
using Ledger.UseCases;
using Ledger.Verify.Bundles;
using Ledger.Verify.Verdicts;
using Ledger.Web.Http;
using Ledger.Web.Problems;
using Microsoft.AspNetCore.Mvc;

namespace Ledger.Web.Endpoints;

/// <summary>
/// Verifies a bundle for a caller who trusts this node's view of the chain. Uses the node's mirror of the chain while it is fresh. A caller who does
/// not trust the node runs <c>ledger verify</c>.
/// </summary>
internal static class VerifyEndpoint
{
    /// <summary>The name of the rate limit.</summary>
    public const string Limit = "verify";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/v1/verify", VerifyAsync)
        .WithTags("Verification 核验").WithName("verifyBundle").RequireRateLimiting(Limit)
        .WithSummary("Verify a bundle: every check and one verdict. 核验凭证包。")
        .WithDescription(
            "A bundle that is not genuine gets status 200 and a verdict: it is not refused. A body that cannot be read as a bundle gets no verdict: "
            + "status 400 with a reason. JSON white space and the order of members do not matter.")
        .DescribesAsOf("The time to verify for. The default is now. For a future time the verdict is that it could not be checked. 核验的时间点，默认为现在；将来的时间无法核验。")
        .Takes<BundleBody>("application/json").Produces<ReportBody>().ProducesProblems(400, 413, 429);

    private static async Task<IResult> VerifyAsync(
        HttpContext context, VerifyBundle verify, CancellationToken cancellationToken, string? asOf = null,
        [FromQuery(Name = QueryReader.OtherAsOf)] string? otherAsOf = null)
    {
        var query = new QueryReader();
        var time = query.AsOf(asOf, otherAsOf);
        if (query.Refusal is { } refusal)
        {
            return ProblemAnswers.From(refusal);
        }

        if (await RequestBodies.ReadAsync(context.Request, RecordBundle.MaxLength, cancellationToken) is not { } body)
        {
            return ProblemAnswers.From(RequestRefusals.TooLarge(RecordBundle.MaxLength));
        }

        return UntrustedBundle.TryOpen(body, out var opened, out var why)
            ? TypedResults.Bytes(ReportWriter.ToUtf8(await verify.ExecuteAsync(opened, time, cancellationToken)), "application/json")
            : ProblemAnswers.From(RequestRefusals.UnreadableBundle(why));
    }
}
