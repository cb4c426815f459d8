using Ledger.Access;
using Ledger.Hosting;
using Ledger.Tests.Anchoring;
using Ledger.UseCases;
using Ledger.Verify.Chain;
using Ledger.Verify.Verdicts;

namespace Ledger.Tests.UseCases;

public sealed class VerifyBundleTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Execute_BundleOfThisChain_AsksTheMirror()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        var bundle = await AnchoredAsync(bench);
        var mirror = new SilentMirror();

        var report = await Verifier(bench, bench.Chain, mirror).ExecuteAsync(bundle, asOf: null, Cancel);

        Assert.Equal(bundle.Questions?.AnchoredSize, Assert.Single(mirror.Asked).AnchoredSize);
        Assert.Equal(Verdict.CouldNotBeChecked, report.Verdict);
        Assert.Equal(bench.Clock.GetUtcNow(), report.AsOf);
    }

    [Fact]
    public async Task Execute_BundleOfAnotherChain_AsksTheChainItself()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        await using var elsewhere = await UseCaseBench.OpenAsync(new FakeChain { ChainId = 7, MinesAtOnce = true });
        await bench.Department.Chain.TryReconcileAsync(Cancel);
        var mirror = new SilentMirror();

        var report = await Verifier(bench, bench.Chain, mirror).ExecuteAsync(await AnchoredAsync(elsewhere), asOf: null, Cancel);

        Assert.Empty(mirror.Asked);
        Assert.Equal(Verdict.CouldNotBeChecked, report.Verdict);
    }

    [Fact]
    public async Task Execute_AsOfAPastTime_JudgesForThatTime()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        var past = bench.Clock.GetUtcNow().AddDays(-1);

        var report = await Verifier(bench, bench.Chain, new SilentMirror()).ExecuteAsync(await AnchoredAsync(bench), past, Cancel);

        Assert.Equal(past, report.AsOf);
    }

    private static VerifyBundle Verifier(UseCaseBench bench, FakeChain chain, SilentMirror mirror)
    {
        var departments = new HostedDepartments();
        departments.Add(bench.Department);
        return new VerifyBundle(departments, chain, mirror, bench.Clock);
    }

    private static async Task<OpenedBundle> AnchoredAsync(UseCaseBench bench)
    {
        var fetch = new FetchBundle(bench.Department, UseCaseBench.CallerWith(Role.Issuer));
        var bundle = await bench.WhileReconcilingAsync(fetch.ExecuteAsync((await bench.IssueAsync()).Id, null, UseCaseBench.Purpose, TimeSpan.FromMinutes(1), Cancel));
        return RecordVerifier.Open(bundle.Required.Utf8);
    }

    /// <summary>A mirror without facts. It records the questions.</summary>
    private sealed class SilentMirror : IMirroredChain
    {
        public List<BundleQuestions> Asked { get; } = [];

        public ValueTask<ChainFacts> ReadFactsAsync(BundleQuestions questions, CancellationToken cancellationToken)
        {
            Asked.Add(questions);
            return ValueTask.FromResult(ChainFacts.NotAsked("a silent mirror"));
        }
    }
}
