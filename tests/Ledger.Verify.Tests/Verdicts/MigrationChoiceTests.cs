using System.Collections.Immutable;
using Ledger.Verify.Chain;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;
using Ledger.Verify.Migrations;
using Ledger.Verify.Tests.Verdicts.Cases;
using Ledger.Verify.Verdicts;

namespace Ledger.Verify.Tests.Verdicts;

/// <summary>Which of several migration records decides, and what the report says when none is accepted.</summary>
public sealed class MigrationChoiceTests
{
    [Fact]
    public void Verify_SeveralRecordsRefused_NamesTheFirst()
    {
        var made = Move.Good().Make().WithRegistered(held => held with { Migrations = [] });
        var other = new Move(Recipe.ForDepartment(TestDepartment.Health).Make()).Log();

        Assert.Equal(("LDG1040", made.Migrations[0].RecordHash.ToHex()), AnchoredOf(made));
        Assert.Equal(("LDG1040", made.Migrations[0].RecordHash.ToHex()), AnchoredOf(made with { Migrations = [.. made.Migrations, other] }));
    }

    [Fact]
    public void Verify_OneRecordAcceptedAndOneRefused_SaysWhyTheOtherIs()
    {
        var other = new Move(Recipe.ForDepartment(TestDepartment.Health).Make()).Log();
        var made = MigrationCases.WithoutTheAnchor().WithRegistered(
            held => held with { Migrations = [.. held.Migrations, new RecordedMigration(other.RecordHash, Times.Moved, 11)] });

        Assert.Equal(("LDG1040", other.RecordHash.ToHex()), AnchoredOf(made with { Migrations = [made.Migrations[0], other] }));
    }

    [Fact]
    public void Verify_TwoRecordsAboutTheChain_TheOneWithTheAnchorDecides() =>
        Assert.Equal(Verdict.Valid, Of(MigrationCases.WithoutTheAnchor, record => record).Verify().Verdict);

    [Fact]
    public void Verify_TwoRecordsAboutTheChainAndNoneWithTheAnchor_TheFirstDecides()
    {
        var scenario = Of(MigrationCases.WithoutTheAnchor, MigrationCases.WithoutTheAnchor);

        Assert.Equal(scenario.Migrations[0].RecordHash, scenario.Verify().Migration?.RecordHash);
        Assert.NotEqual(scenario.Migrations[0].RecordHash, scenario.Migrations[1].RecordHash);
    }

    [Fact]
    public void Verify_AnchorsOrKeysOfTheNextChainUnknown_SaysWhichAnswerIsMissing()
    {
        var made = Move.Good().Make();
        static ChainFacts NoKeys(ChainFacts facts) => facts with { LogKeys = Answer<ImmutableArray<LogKeyFacts>>.Unknown("no keys") };
        static ChainFacts NoAnchors(ChainFacts facts) => facts with { MigratedAnchors = Answer<ImmutableArray<AnchorFacts>>.Unknown("no anchors") };

        Assert.Equal(("LDG1004", "no keys"), AnchoredOf(made.WithAnswers(NoKeys)));
        Assert.Equal(("LDG1004", "no anchors"), AnchoredOf(made.WithAnswers(NoAnchors)));
        Assert.Equal(("LDG1004", "no anchors"), AnchoredOf(made.WithAnswers(facts => NoKeys(NoAnchors(facts)))));
    }

    [Fact]
    public void Verify_SuspendedOnBothChains_IsSuspendedSinceTheFirst()
    {
        var made = MigrationCases.WithStatuses([(EntryStatus.Suspended, StatusCases.First)], [(EntryStatus.Suspended, Times.Moved)]);

        Assert.Equal(StatusCases.First, made.Verify().Status?.Since);
    }

    [Fact]
    public void CheckMigration_GoodRecord_IsAccepted() => Assert.Null(FaultOf(facts => facts));

    [Fact]
    public void CheckMigration_ChainOrMigrationsUnknown_IsNotAccepted()
    {
        Assert.Equal(Findings.SourceSilent, FaultOf(facts => facts with { Source = Answer<ChainSource>.Unknown("timeout") }));
        Assert.Equal(
            Findings.SourceSilent, FaultOf(facts => facts with { Migrations = Answer<ImmutableArray<RecordedMigration>>.Unknown("timeout") }));
    }

    [Fact]
    public void CheckMigration_NotRecorded_IsNotAccepted() => Assert.Equal(
        Findings.MigrationOther, FaultOf(facts => facts with { Migrations = Answer<ImmutableArray<RecordedMigration>>.Known([]) }));

    /// <summary>Two records about the same retired chain, both registered and anchored on the next chain.</summary>
    private static Scenario Of(Func<MigrationRecord, MigrationRecord> one, Func<MigrationRecord, MigrationRecord> other)
    {
        var move = Move.Good();
        var first = (move with { Recording = one }).Log();
        var second = (move with { Recording = record => other(record) with { To = record.To with { Genesis = default } } }).Log();
        var arrived = Move.Arrive(move.Before, second, held => held with
        {
            Anchors = [held.Anchors[0] with { NewSize = first.Checkpoint.Size, Root = first.Checkpoint.Root }, .. held.Anchors],
            Migrations = [held.Migrations[0] with { RecordHash = first.RecordHash }, .. held.Migrations],
        });
        return arrived with { Migrations = [first, second] };
    }

    private static (string Code, string Detail) AnchoredOf(Scenario scenario)
    {
        var check = scenario.Verify().Checks[(int)CheckName.Anchored];
        return (check.Finding.Code, check.Detail);
    }

    private static Fault? FaultOf(Func<ChainFacts, ChainFacts> change)
    {
        var made = Move.Good().Make();
        var file = Assert.Single(made.Migrations);
        var questions = new BundleQuestions(file.Record.Origin, default, "", default, null) { MigratedSizes = [file.Checkpoint.Size] };
        return RecordVerifier.CheckMigration(file, file.Record.Origin, change(made.Chain.Ask(questions)), new VerificationCache());
    }
}
