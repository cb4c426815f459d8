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
