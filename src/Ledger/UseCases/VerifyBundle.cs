using System.Collections.Immutable;
using Ledger.Anchoring;
using Ledger.Hosting;
using Ledger.Tracing;
using Ledger.Verify.Chain;
using Ledger.Verify.Migrations;
using Ledger.Verify.Verdicts;

namespace Ledger.UseCases;

/// <summary>
/// Verifies a bundle for anybody who trusts this node to read the chain. It needs no caller. A person who does not trust the node runs <c>ledger
/// verify</c>. Safe for use from any thread.
/// </summary>
/// <param name="departments">The departments of this node, whose migration records are known here.</param>
/// <param name="chain">The node's chain, read directly.</param>
/// <param name="mirror">The node's mirror of that chain.</param>
/// <param name="clock">The machine's clock.</param>
public sealed class VerifyBundle(HostedDepartments departments, IAnchorChain chain, IMirroredChain mirror, TimeProvider clock)
{
    private readonly VerificationCache _cache = new();

    /// <summary>Judges a readable bundle. The host refuses an unreadable file before and gives no verdict.</summary>
    /// <param name="bundle">The bundle.</param>
    /// <param name="asOf">The time for the verdict. Null for now.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <returns>All checks and one verdict. If the chain does not answer, the verdict is "could not be checked".</returns>
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

    // The mirror holds only the node's own chain. A bundle that names another chain is judged by the chain itself.
    private ValueTask<ChainFacts> AskAsync(BundleQuestions questions, CancellationToken cancellationToken)
    {
        var source = departments.All.Select(department => department.Chain.Source).FirstOrDefault(one => one is not null);
        return source is not null && questions.AnchoredElsewhere(source) is not null
            ? chain.ReadFactsAsync(questions, cancellationToken)
            : mirror.ReadFactsAsync(questions, cancellationToken);
    }

    // Only for departments of this node. For others, the caller runs "ledger verify".
    private async ValueTask<ImmutableArray<MigrationFile>> MigrationsAsync(BundleQuestions? questions, CancellationToken cancellationToken) =>
        questions is { AnchoredOn: not null } && departments.All.FirstOrDefault(one => one.Profile.Origin == questions.Origin) is { } department
            ? await department.Migrations.ListAsync(cancellationToken)
            : [];
}
