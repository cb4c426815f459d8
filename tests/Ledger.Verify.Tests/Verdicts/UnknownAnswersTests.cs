using System.Collections.Immutable;
using Ledger.Verify.Chain;
using Ledger.Verify.Faults;
using Ledger.Verify.Tests.Verdicts.Cases;
using Ledger.Verify.Trees;
using Ledger.Verify.Verdicts;

namespace Ledger.Verify.Tests.Verdicts;

/// <summary>An outage never looks like fraud and never like a valid record, whichever answers are missing.</summary>
public sealed class UnknownAnswersTests
{
    private const string Problem = "the node did not answer";

    private static readonly Scenario True = new Recipe().Make();

    private static readonly Dictionary<string, Func<ChainFacts, ChainFacts>> Silences = new()
    {
        [nameof(ChainFacts.Source)] = facts => facts with { Source = Answer<ChainSource>.Unknown(Problem) },
        [nameof(ChainFacts.Department)] = facts => facts with { Department = Answer<DepartmentFacts?>.Unknown(Problem) },
        [nameof(ChainFacts.LogKeys)] = facts => facts with { LogKeys = Answer<ImmutableArray<LogKeyFacts>>.Unknown(Problem) },
        [nameof(ChainFacts.RecordKey)] = facts => facts with { RecordKey = Answer<RecordKeyFacts?>.Unknown(Problem) },
        [nameof(ChainFacts.RecordType)] = facts => facts with { RecordType = Answer<RecordTypeFacts?>.Unknown(Problem) },
        [nameof(ChainFacts.Authority)] = facts => facts with { Authority = Answer<ImmutableArray<Validity>>.Unknown(Problem) },
        [nameof(ChainFacts.RootAtSize)] = facts => facts with { RootAtSize = Answer<Digest?>.Unknown(Problem) },
        [nameof(ChainFacts.Anchor)] = facts => facts with { Anchor = Answer<AnchorFacts?>.Unknown(Problem) },
        [nameof(ChainFacts.Statuses)] = facts => facts with { Statuses = Answer<ImmutableArray<StatusChangeFacts>>.Unknown(Problem) },
    };

    // These answers are needed only when a bundle names a retired chain.
    private static readonly Dictionary<string, Func<ChainFacts, ChainFacts>> SilencesAboutMoves = new()
    {
        [nameof(ChainFacts.Migrations)] = facts => facts with { Migrations = Answer<ImmutableArray<RecordedMigration>>.Unknown(Problem) },
        [nameof(ChainFacts.MigratedAnchors)] = facts => facts with { MigratedAnchors = Answer<ImmutableArray<AnchorFacts>>.Unknown(Problem) },
    };

    // These answers matter only in rare cases: a validity that begins or ends in the block of the anchor, or a head of an impossible size.
    private static readonly Dictionary<string, Func<ChainFacts, ChainFacts>> SilencesThatRarelyMatter = new()
    {
        [nameof(ChainFacts.LaterInBlock)] = facts => facts with { LaterInBlock = Answer<ImmutableArray<ValidityChange>>.Unknown(Problem) },
        [nameof(ChainFacts.ImpossibleHead)] = facts => facts with { ImpossibleHead = Answer<ImpossibleHead?>.Unknown(Problem) },
    };

    // For a bundle of a retired chain these answers come from the migration record. Those of the next chain are about another time.
    private static readonly string[] NotNeededAfterAMove =
        [nameof(ChainFacts.RecordType), nameof(ChainFacts.Authority), nameof(ChainFacts.RootAtSize), nameof(ChainFacts.Anchor)];

    // The checks that need no chain, and the one part of the seal check that needs none: the issuer it names.
    private static readonly string[] WithoutChain =
        ["disclosures failed", "commitment failed", "inclusion failed", "holder-binding failed", "seal failed LDG1010"];

    [Fact]
    public void Silences_OfThisTest_CoverEveryFact() =>
        Assert.Equal(typeof(ChainFacts).GetProperties().Select(property => property.Name).Order(), Silences.Keys.Concat(SilencesAboutMoves.Keys).Concat(SilencesThatRarelyMatter.Keys).Order());

    [Theory]
    [InlineData(
        "Source", "seal not-run LDG1004", "issuer-authorised not-run LDG1004", "checkpoint not-run LDG1004", "anchored not-run LDG1004",
        "final not-run LDG1004", "status not-run LDG1004")]
    [InlineData("Department", "issuer-authorised not-run LDG1004")]
    [InlineData("LogKeys", "checkpoint not-run LDG1004")]
    [InlineData("RecordKey", "seal not-run LDG1004")]
    [InlineData("RecordType", "issuer-authorised not-run LDG1004")]
    [InlineData("Authority", "issuer-authorised not-run LDG1004")]
    [InlineData("RootAtSize", "anchored not-run LDG1004")]
    [InlineData(
        "Anchor", "seal not-run LDG1032", "issuer-authorised not-run LDG1032", "checkpoint not-run LDG1032", "anchored not-run LDG1004",
        "final not-run LDG1004")]
    [InlineData("Statuses", "status not-run LDG1004")]
    public void Verify_OneAnswerUnknown_CostsOnlyTheChecksThatNeedIt(string silent, params string[] notRun)
    {
        var report = Without(True, [silent]).Verify();

        Assert.Equal(Verdict.CouldNotBeChecked, report.Verdict);
        Assert.Equal(notRun, report.NotPassed());
        Assert.All(report.Checks.Where(check => check.Finding == Findings.SourceSilent), check => Assert.Equal(Problem, check.Detail));
    }

    [Fact]
    public void Verify_AnySetOfAnswersUnknown_CouldNotBeChecked()
    {
        var wrong = Sets().Where(silent => Without(True, silent).Verify().Verdict is not Verdict.CouldNotBeChecked);

        Assert.Empty(wrong);
    }

    [Fact]
    public void Verify_OrderAndHeadUnknownButNotNeeded_ChangesNothing() => Assert.All(
        SilencesThatRarelyMatter.Values, silence => Assert.Equal(Verdict.Valid, True.WithAnswers(silence).Verify().Verdict));

    [Fact]
    public void Verify_MovesUnknownWithoutAMove_ChangesNothing() => Assert.All(
        SilencesAboutMoves.Values, silence => Assert.Equal(Verdict.Valid, True.WithAnswers(silence).Verify().Verdict));

    [Fact]
    public void Verify_NothingAsked_CouldNotBeChecked()
    {
        var report = True.WithAnswers(_ => ChainFacts.NotAsked("offline")).Verify();

        Assert.Equal(Verdict.CouldNotBeChecked, report.Verdict);
        Assert.DoesNotContain(report.Checks, check => check.Outcome is CheckOutcome.Failed);
    }

    [Fact]
    public void Verify_AnyCaseWithOneAnswerUnknown_IsNotValidAndOnlyAForgeryIsNotGenuine()
    {
        var wrong = OneWrongThingTests.All.AsParallel().SelectMany(one =>
        {
            var made = one.Value.Make();
            var isMoved = !made.Migrations.IsEmpty;
            return Silences.Keys.Where(silent => !isMoved || !NotNeededAfterAMove.Contains(silent)).Concat(isMoved ? SilencesAboutMoves.Keys : [])
                .Select(silent => Describe(one.Key, one.Value, made, silent));
        });

        Assert.Empty(wrong.OfType<string>());
    }

    private static string? Describe(string name, Case one, Scenario made, string silent)
    {
        var verdict = Without(made, [silent]).Verify().Verdict;
        var isFalseByItself = one.NotPassed.Any(line => WithoutChain.Any(start => line.StartsWith(start, StringComparison.Ordinal)));
        var isRight = one.Verdict switch
        {
            Verdict.NotGenuine => verdict is Verdict.NotGenuine || (verdict is Verdict.CouldNotBeChecked && !isFalseByItself),
            _ => verdict is Verdict.CouldNotBeChecked,
        };
        return isRight ? null : $"{name} without {silent}: {verdict}";
    }

    private static Scenario Without(Scenario scenario, string[] silent) => scenario with
    {
        Answering = facts => silent.Aggregate(scenario.Answering(facts), (answers, name) => (Silences.GetValueOrDefault(name) ?? SilencesAboutMoves[name])(answers)),
    };

    /// <summary>Every non-empty set of facts.</summary>
    private static IEnumerable<string[]> Sets() =>
        Enumerable.Range(1, (1 << Silences.Count) - 1)
            .Select(set => Silences.Keys.Where((_, index) => (set >> index & 1) == 1).ToArray());
}
