using Ledger.Anchoring;
using Ledger.Mirroring;
using Ledger.Verify.Chain;
using Ledger.Verify.Entries;

namespace Ledger.Tests.Mirroring;

/// <summary>When the mirror answers, when it refreshes first, when the chain is asked directly, and when the facts are unknown.</summary>
public sealed class MirroredFactsTests
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(60);

    private long _known = -1;
    private int _asked;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_RecordInTheMirror_NeverAsksTheChain()
    {
        var test = await StartAsync();
        var before = test.Chain.Answers;

        for (var i = 0; i < 100; i++)
        {
            Assert.Equal(EntryStatus.Revoked, Assert.Single((await ReadAsync(test, "r2")).Statuses.Value).Status);
        }

        Assert.Equal((before, 0), (test.Chain.Answers, _asked));
    }

    [Fact]
    public async Task Read_OlderThanTheBound_CatchesUp()
    {
        var test = await StartAsync();
        test.Chain.Mine(write => write.SetStatus("a", "r7", EntryStatus.Revoked));
        test.Clock.Advance(MaxAge + TimeSpan.FromSeconds(1));

        Assert.Equal(EntryStatus.Revoked, Assert.Single((await ReadAsync(test, "r7")).Statuses.Value).Status);
        Assert.Equal(0, _asked);
    }

    [Fact]
    public async Task Read_FreshMirrorAndSilentChain_AnswersFromTheMirror()
    {
        var test = await StartAsync();
        test.Chain.IsSilent = true;
        test.Clock.Advance(MaxAge);

        Assert.True((await ReadAsync(test, "r2")).Source.IsKnown);
    }

    [Fact]
    public async Task Read_OldMirrorAndSilentChain_ReturnsUnknownFactsWithTheAgeOfTheMirror()
    {
        var test = await StartAsync();
        test.Chain.IsSilent = true;
        test.Clock.Advance(MaxAge + TimeSpan.FromSeconds(1));

        var facts = await ReadAsync(test, "r2");

        Assert.False(facts.Source.IsKnown || facts.Statuses.IsKnown || facts.Anchor.IsKnown || facts.Department.IsKnown);
        Assert.Equal("The endpoint is silent. The mirror last saw the chain 61 s ago.", facts.Statuses.Problem);
    }

    [Fact]
    public async Task Read_NewerBlockWasSeen_CatchesUpFirst()
    {
        var test = await StartAsync();
        test.Chain.Mine(write => write.SetStatus("a", "r7", EntryStatus.Revoked));
        _known = test.Chain.Newest.Number;
        test.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(EntryStatus.Revoked, Assert.Single((await ReadAsync(test, "r7")).Statuses.Value).Status);
        Assert.Equal(0, _asked);
    }

    [Theory]
    [InlineData("anchor")]
    [InlineData("department")]
    [InlineData("key")]
    [InlineData("type")]
    public async Task Read_UnknownToTheMirror_CatchesUpFirst(string what)
    {
        var test = await StartAsync();
        test.Chain.Mine(write =>
        {
            write.Anchor("a", 7).Admit("new").AddRecordKey("a", "new").Register("new").Authorise("a", "new");
            write.Register("other").Authorise("new", "other").AddRecordKey("new", "theirs").Anchor("new", 5);
        }).Mine().Mine().Mine();
        test.Clock.Advance(TimeSpan.FromSeconds(1));
        var questions = what switch
        {
            "anchor" => test.Questions("a", "r2") with { AnchoredSize = 15 },
            "department" => new BundleQuestions("new", BlockWriter.Name("theirs"), "other", BlockWriter.Name("r"), 5),
            "key" => test.Questions("a", "r2") with { KeyThumbprint = BlockWriter.Name("new") },
            _ => test.Questions("a", "r2") with { RecordType = "new" },
        };

        var facts = await FactsOf(test).ReadFactsAsync(questions, Cancel);

        Assert.Equal(test.Chain.Newest, facts.Source.Value.Latest);
        Assert.NotNull(facts.Department.Value);
        Assert.NotNull(facts.RecordKey.Value);
        Assert.NotNull(facts.RecordType.Value);
        Assert.NotNull(facts.Anchor.Value);
        Assert.Equal(0, _asked);
    }

    [Fact]
    public async Task Read_UnknownToTheMirrorAndSilentChain_ReturnsUnknownFacts()
    {
        var test = await StartAsync();
        test.Chain.IsSilent = true;
        test.Clock.Advance(TimeSpan.FromSeconds(1));

        var facts = await FactsOf(test).ReadFactsAsync(test.Questions("a", "r2") with { AnchoredSize = 4 }, Cancel);

        Assert.False(facts.Anchor.IsKnown);
    }

    [Fact]
    public async Task Read_MirrorThatDisagrees_AsksTheChainItself()
    {
        var test = await StartAsync();
        test.Chain.Tells = told => told is StatusChanged { Status: EntryStatus.Suspended } ? null : told;
        test.Chain.Mine(write => write.SetStatus("a", "r7", EntryStatus.Suspended));
        await test.RefreshAsync();

        Assert.Equal(EntryStatus.Suspended, Assert.Single((await ReadAsync(test, "r7")).Statuses.Value).Status);
        Assert.Equal(1, _asked);
    }

    private async Task<MirrorTest> StartAsync()
    {
        var test = await MirrorTest.StartAsync(before: chain => chain.Mine(MirrorTest.EveryKind).Mine().Mine().Mine().Mine());
        await test.RefreshedAsync();
        return test;
    }

    private ValueTask<ChainFacts> ReadAsync(MirrorTest test, string record) => FactsOf(test).ReadFactsAsync(test.Questions("a", record), Cancel);

    private MirroredFacts FactsOf(MirrorTest test) => new(test.Mirror, new AskedChain(questions => Ask(test, questions)), () => _known, MaxAge, test.Clock);

    private ValueTask<ChainFacts> Ask(MirrorTest test, BundleQuestions questions)
    {
        _asked++;
        return ValueTask.FromResult(test.Chain.IsSilent
            ? ChainFacts.NotAsked("The endpoint is silent.")
            : test.Chain.At(test.Chain.Newest).FactsOf(questions, test.Chain.SourceNow()));
    }

    private sealed class AskedChain(Func<BundleQuestions, ValueTask<ChainFacts>> answer) : IChainFacts
    {
        public ValueTask<ChainFacts> ReadFactsAsync(BundleQuestions questions, CancellationToken cancellationToken) => answer(questions);
    }
}
