using System.Collections.Immutable;
using Ledger.Anchoring;
using Ledger.Hosting;
using Ledger.Tracing;
using Ledger.Verify.Chain;
using Ledger.Verify.Migrations;
using Ledger.Verify.Verdicts;

namespace Ledger.UseCases;

/// <summary>
/// Verifies a bundle for anybody who trusts this node to know the chain; there is no caller to know. Whoever does not trust it runs
/// <c>ledger verify</c>. Safe for use from any thread.
/// </summary>
/// <param name="departments">The departments whose moves between chains are known here.</param>
/// <param name="chain">The chain that the node is on, asked itself.</param>
/// <param name="mirror">The node's own knowledge of that chain.</param>
/// <param name="clock">The machine's clock.</param>
public sealed class VerifyBundle(HostedDepartments departments, IAnchorChain chain, IMirroredChain mirror, TimeProvider clock)
{
    private readonly VerificationCache _cache = new();

    /// <summary>Judges a bundle that was read whole. What cannot be read as a bundle is refused before and gets no verdict.</summary>
    /// <param name="bundle">The bundle.</param>
    /// <param name="asOf">The time the verdict is about; null for now.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Every check and one verdict. An outage of the chain leads to "could not be checked".</returns>
    public async ValueTask<VerificationReport> ExecuteAsync(OpenedBundle bundle, DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        using var span = StepTrace.Start(StepTrace.Verify);
        var migrations = await MigrationsAsync(bundle.Questions, cancellationToken);
        var facts = bundle.Questions is { } questions
            ? await AskAsync(questions with { MigratedSizes = [.. migrations.Select(file => file.Checkpoint.Size)] }, cancellationToken)
            : ChainFacts.NotAsked("a part of the bundle is malformed");
        var now = clock.GetUtcNow();
        var report = RecordVerifier.Verify(bundle, facts, migrations, new VerificationOptions { AsOf = asOf ?? now, Now = now, Cache = _cache });
        span.WithCount(report.Checks.Length);
        return report;
    }

    // The mirror is of the chain the node is on; a bundle that names another place is a matter for the chain itself.
    private ValueTask<ChainFacts> AskAsync(BundleQuestions questions, CancellationToken cancellationToken)
    {
        var source = departments.All.Select(department => department.Chain.Source).FirstOrDefault(one => one is not null);
        return source is not null && questions.AnchoredElsewhere(source) is not null
            ? chain.ReadFactsAsync(questions, cancellationToken)
            : mirror.ReadFactsAsync(questions, cancellationToken);
    }

    // Of the departments hosted here: for those of others, the caller runs "ledger verify".
    private async ValueTask<ImmutableArray<MigrationFile>> MigrationsAsync(BundleQuestions? questions, CancellationToken cancellationToken) =>
        questions is { AnchoredOn: not null } && departments.All.FirstOrDefault(one => one.Profile.Origin == questions.Origin) is { } department
            ? await department.Migrations.ListAsync(cancellationToken)
            : [];
}
