using System.Collections.Immutable;
using Ledger.Ethereum;
using Ledger.Files;
using Ledger.Hosting;
using Ledger.Verify.Bundles;
using Ledger.Verify.Chain;
using Ledger.Verify.Migrations;
using Ledger.Verify.Verdicts;
using Ledger.Web.Problems;
using Ledger.Web.Mirroring;
using Microsoft.AspNetCore.Mvc;

namespace Ledger.Web.Endpoints;

/// <summary>
/// Verifies a bundle for somebody who trusts this node to know the chain; from the node's mirror of it while that is fresh. Who does not, runs
/// <c>ledger verify</c>.
/// </summary>
internal static class VerifyEndpoint
{
    /// <summary>The name of the rate limit.</summary>
    public const string Limit = "verify";

    private static readonly VerificationCache Cache = new();

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/v1/verify", VerifyAsync)
        .WithTags("Verification 核验").WithName("verifyBundle").RequireRateLimiting(Limit)
        .WithSummary("Verify a bundle: every check and one verdict. 核验凭证包。")
        .WithDescription(
            "A bundle that is not genuine is an answer, not a refusal: status 200, with the verdict in it. What cannot be read as a bundle gets "
            + "no verdict: status 400 with a reason. JSON white space and the order of members do not matter.")
        .DescribesAsOf("As of which time; now without it. The status of a time ahead is not known, so it could not be checked. 核验的时间点，默认为现在；将来的时间无法核验。")
        .Takes<BundleBody>("application/json").Produces<ReportBody>().ProducesProblems(400, 413, 429);

    // The mirror is of the chain the node is on; a bundle that names another place is a matter for the chain itself.
    private static ValueTask<ChainFacts> AskAsync(
        HostedDepartments departments, EthereumAnchorChain chain, HostedMirror mirror, BundleQuestions questions, CancellationToken cancellationToken)
    {
        var source = departments.All.Select(department => department.Chain.Source).FirstOrDefault(one => one is not null);
        return source is not null && questions.AnchoredElsewhere(source) is not null
            ? chain.ReadFactsAsync(questions, cancellationToken)
            : mirror.ReadFactsAsync(questions, cancellationToken);
    }

    // Of the departments hosted here: for those of others, the caller runs "ledger verify".
    private static async ValueTask<ImmutableArray<MigrationFile>> MigrationsAsync(
        HostedDepartments departments, BundleQuestions? questions, CancellationToken cancellationToken) =>
        questions is { AnchoredOn: not null } && departments.All.FirstOrDefault(one => one.Profile.Origin == questions.Origin) is { } department
            ? await department.Migrations.ListAsync(cancellationToken)
            : [];

    private static async Task<IResult> VerifyAsync(
        HttpContext context, HostedDepartments departments, EthereumAnchorChain chain, HostedMirror mirror, TimeProvider clock, CancellationToken cancellationToken, string? asOf = null,
        [FromQuery(Name = Queries.OtherAsOf)] string? otherAsOf = null)
    {
        var queries = new Queries();
        var time = queries.AsOf(asOf, otherAsOf);
        if (queries.Refusal is { } refusal)
        {
            return ProblemAnswers.Of(refusal);
        }

        if (await Bodies.ReadAsync(context.Request, RecordBundle.MaxLength, cancellationToken) is not { } body)
        {
            return ProblemAnswers.Of(RequestFaults.TooLarge(RecordBundle.MaxLength));
        }

        if (!WrittenBundle.TryOpen(body, out var opened, out var why))
        {
            return ProblemAnswers.Of(RequestFaults.UnreadBundle(why));
        }

        var migrations = await MigrationsAsync(departments, opened.Questions, cancellationToken);
        var facts = opened.Questions is { } questions
            ? await AskAsync(departments, chain, mirror, questions with { MigratedSizes = [.. migrations.Select(file => file.Checkpoint.Size)] }, cancellationToken)
            : ChainFacts.NotAsked("a part of the bundle is malformed");
        var now = clock.GetUtcNow();
        var report = RecordVerifier.Verify(opened, facts, migrations, new VerificationOptions { AsOf = time ?? now, Now = now, Cache = Cache });
        return TypedResults.Bytes(ReportWriter.ToUtf8(report), "application/json");
    }
}
