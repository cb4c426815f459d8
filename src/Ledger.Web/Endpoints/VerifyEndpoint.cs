using System.Text.Json.Nodes;
using Ledger.Issuing;
using Ledger.Verify.Bundles;
using Ledger.Verify.Chain;
using Ledger.Verify.Verdicts;
using Ledger.Web.Problems;
using Ledger.Web.Startup;

namespace Ledger.Web.Endpoints;

/// <summary>Verifies a bundle for somebody who trusts this node to ask the chain. Who does not, runs <c>ledger verify</c>.</summary>
internal static class VerifyEndpoint
{
    /// <summary>The name of the rate limit.</summary>
    public const string Limit = "verify";

    private static readonly VerificationCache Cache = new();

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/v1/verify", VerifyAsync)
        .WithTags("Verification 核验").WithName("verifyBundle").RequireRateLimiting(Limit)
        .WithSummary("Verify a bundle: every check and one verdict. 核验凭证包。")
        .Accepts<JsonObject>("application/json").Produces<JsonObject>().ProducesProblems(400, 413, 429);

    private static async Task<IResult> VerifyAsync(
        HttpContext context, Node node, TimeProvider clock, CancellationToken cancellationToken, DateTimeOffset? asOf = null)
    {
        if (await Bodies.ReadAsync(context.Request, RecordBundle.MaxLength, cancellationToken) is not { } body)
        {
            return ProblemAnswers.Of(IssuingFaults.TooLarge);
        }

        var opened = RecordVerifier.Open(body);
        var facts = opened.Questions is { } questions
            ? await node.Chain.ReadFactsAsync(questions, cancellationToken)
            : ChainFacts.NotAsked("the bundle cannot be read");
        var report = RecordVerifier.Verify(opened, facts, new VerificationOptions { AsOf = asOf ?? clock.GetUtcNow(), Cache = Cache });
        return TypedResults.Bytes(ReportWriter.ToUtf8(report), "application/json");
    }
}
