using System.Collections.Immutable;
using Ledger.Anchoring;
using Ledger.Inputs;
using Ledger.Migrating;
using Ledger.Proving;
using Ledger.Tests.Files;
using Ledger.UseCases;
using Ledger.Verify.Chain;
using Ledger.Verify.EvidenceFiles;
using Ledger.Verify.Faults;
using Ledger.Verify.Migrations;
using Ledger.Verify.Notes;
using Ledger.Verify.Seals;
using Ledger.Verify.Trees;
using Ledger.Verify.Verdicts;

namespace Ledger.Tests.UseCases;

/// <summary>Each file gets its own result. What is trusted is opened once, and only when a bundle needs it.</summary>
public sealed class BundleJudgeTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2027, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly TempFolder _folder = new();
    private readonly SilentFacts _chain = new();
    private int _opened;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static InputFiles Files => new(() => Stream.Null);

    private static string Good => Case("good.ledger.json");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Judge_BundleWithAChain_AsksItTheQuestionsOfTheBundle()
    {
        using var judge = Judge(new TrustedSource(_chain, null));

        var judged = await judge.JudgeAsync(Files, Good, Cancel);

        Assert.Equal(Verdict.CouldNotBeChecked, judged.Report?.Verdict);
        Assert.Equal((null, null), (judged.Evidence, judged.Problem));
        var bundle = RecordVerifier.Open(await File.ReadAllBytesAsync(Good, Cancel));
        Assert.Equal(bundle.Questions?.RecordId, Assert.Single(_chain.Asked).RecordId);
    }

    [Fact]
    public async Task Judge_BundleWithPinnedKeys_VerifiesItsSealAndItsLog()
    {
        using var judge = Judge(await PinnedAsync());

        var report = (await judge.JudgeAsync(Files, Good, Cancel)).Report!;

        Assert.All([CheckName.Seal, CheckName.Inclusion, CheckName.Checkpoint], name => Assert.Equal(CheckOutcome.Passed, report[name].Outcome));
        Assert.Equal(Now, report.AsOf);
    }

    [Fact]
    public async Task Judge_SeveralBundles_OpensWhatIsTrustedOnce()
    {
        using var judge = Judge(new TrustedSource(_chain, null));

        await judge.JudgeAsync(Files, Good, Cancel);
        await judge.JudgeAsync(Files, Good, Cancel);

        Assert.Equal((1, 2), (_opened, _chain.Asked.Count));
    }

    // A bundle with a malformed part still gets a verdict, but there is nothing to ask.
    [Fact]
    public async Task Judge_BundleWithAMalformedPart_AsksNothing()
    {
        var text = await File.ReadAllTextAsync(Good, Cancel);
        var start = text.IndexOf("\"proof\":\"", StringComparison.Ordinal) + "\"proof\":\"".Length;
        using var judge = Judge(new TrustedSource(_chain, null));

        var judged = await judge.JudgeAsync(Files, await WriteAsync(text.Insert(start, "x")), Cancel);

        Assert.Equal(Verdict.NotGenuine, judged.Report?.Verdict);
        Assert.Empty(_chain.Asked);
    }

    [Fact]
    public async Task Judge_FileThatCannotBeRead_IsAProblemAndOpensNothing()
    {
        using var judge = Judge(new TrustedSource(_chain, null));

        var missing = await judge.JudgeAsync(Files, _folder["missing"], Cancel);
        var page = await judge.JudgeAsync(Files, await WriteAsync("<html></html>"), Cancel);

        Assert.Equal((RunFaults.FileUnreadable, RunFaults.CannotBeRead), (missing.Problem?.Fault, page.Problem?.Fault));
        Assert.Equal((null, null, null, null), (missing.Report, missing.Evidence, page.Report, page.Evidence));
        Assert.Equal(0, _opened);
    }

    [Fact]
    public async Task Judge_Evidence_NeedsNothingThatIsTrusted()
    {
        using var judge = Judge(new TrustedSource(_chain, null), asOf: Now.AddDays(-1));

        var judged = await judge.JudgeAsync(Files, await WriteAsync(EvidenceArchive.Write(Evidence)), Cancel);

        Assert.Equal((null, null), (judged.Report, judged.Problem));
        Assert.Equal(Now.AddDays(-1), judged.Evidence?.Report.AsOf);
        Assert.Equal((true, 0), (judged.Evidence?.Findings.Single(finding => finding.Name == "block").Passed, _opened));
    }

    [Fact]
    public async Task Judge_ArchiveThatIsNotEvidence_IsAProblem()
    {
        using var judge = Judge(new TrustedSource(_chain, null));

        var judged = await judge.JudgeAsync(Files, await WriteAsync("PK\u0003\u0004"), Cancel);

        Assert.Equal(RunFaults.NotEvidence, judged.Problem?.Fault);
    }

    [Fact]
    public async Task Judge_TrustThatCannotBeOpened_IsNotTheFaultOfTheFile()
    {
        using var judge = Judge(() => throw new FaultException(RunFaults.Unreachable, "http://127.0.0.1:1"));

        Assert.Equal(RunFaults.Unreachable, (await Assert.ThrowsAsync<FaultException>(() => judge.JudgeAsync(Files, Good, Cancel))).Fault);
    }

    [Fact]
    public async Task Dispose_AfterABundle_ClosesTheChain()
    {
        var judge = Judge(new TrustedSource(_chain, null));
        await judge.JudgeAsync(Files, Good, Cancel);

        judge.Dispose();

        Assert.True(_chain.IsClosed);
    }

    [Fact]
    public void Dispose_BeforeAnyBundle_DoesNothing()
    {
        Judge(new TrustedSource(_chain, null)).Dispose();

        Assert.False(_chain.IsClosed);
    }

    /// <summary>Evidence as of a block, with a bundle that cannot be read.</summary>
    private static RecordEvidence Evidence
    {
        get
        {
            var block = new ChainBlock(7, Digest.Sha256("block"u8), Now);
            var facts = new ChainFacts
            {
                Source = Answer<ChainSource>.Known(new ChainSource(1, default, default, default, block, block, "instant", [])),
                Department = Answer<DepartmentFacts?>.Known(null),
                LogKeys = Answer<ImmutableArray<LogKeyFacts>>.Known([]),
                RecordKey = Answer<RecordKeyFacts?>.Known(null),
                RecordType = Answer<RecordTypeFacts?>.Known(null),
                Authority = Answer<ImmutableArray<Validity>>.Known([]),
                RootAtSize = Answer<Digest?>.Known(null),
                Anchor = Answer<AnchorFacts?>.Known(null),
                Statuses = Answer<ImmutableArray<StatusChangeFacts>>.Known([]),
            };
            return new RecordEvidence([1], [2], facts, State: null, []);
        }
    }

    private static string Case(string name) => Path.Combine(AppContext.BaseDirectory, "cases", name);

    private static async Task<TrustedSource> PinnedAsync()
    {
        Assert.True(VerifierKey.TryParse((await File.ReadAllTextAsync(Case("health.vkey"), Cancel)).Trim(), out var log));
        Assert.True(JwkSet.TryParse(await File.ReadAllBytesAsync(Case("health.jwks.json"), Cancel), out var keys, out _));
        return new TrustedSource(null, new PinnedKeys(log, keys));
    }

    private BundleJudge Judge(TrustedSource trusted, DateTimeOffset? asOf = null) => Judge(
        () =>
        {
            _opened++;
            return Task.FromResult(trusted);
        },
        asOf);

    private static BundleJudge Judge(Func<Task<TrustedSource>> open, DateTimeOffset? asOf = null) =>
        new(new MigrationQuestions([], new NoRecords()), open)
        {
            Options = new VerificationOptions { AsOf = Now, Now = Now },
            Expected = new ExpectedBlock(Digest.Sha256("block"u8), null),
            AsOf = asOf,
        };

    private Task<string> WriteAsync(string text) => WriteAsync(System.Text.Encoding.UTF8.GetBytes(text));

    private async Task<string> WriteAsync(byte[] bytes)
    {
        await File.WriteAllBytesAsync(_folder["file"], bytes, Cancel);
        return _folder["file"];
    }

    /// <summary>A chain without facts. It records the questions.</summary>
    private sealed class SilentFacts : IChainFacts, IDisposable
    {
        public List<BundleQuestions> Asked { get; } = [];

        public bool IsClosed { get; private set; }

        public ValueTask<ChainFacts> ReadFactsAsync(BundleQuestions questions, CancellationToken cancellationToken)
        {
            Asked.Add(questions);
            return ValueTask.FromResult(ChainFacts.NotAsked("a silent chain"));
        }

        public void Dispose() => IsClosed = true;
    }

    private sealed class NoRecords : IMigrationRecords
    {
        public Task<MigrationFile?> FindAsync(DepartmentFacts department, Digest hash, CancellationToken cancellationToken) => Task.FromResult<MigrationFile?>(null);
    }
}
