using System.Collections.Immutable;
using Ledger.Verify.Chain;
using Ledger.Verify.Entries;
using Ledger.Verify.EvidenceFiles;
using Ledger.Verify.Faults;
using Ledger.Verify.Migrations;
using Ledger.Verify.Tests.Verdicts;
using Ledger.Verify.Trees;
using Ledger.Verify.Verdicts;

namespace Ledger.Verify.Tests.EvidenceFiles;

/// <summary>Evidence with a real state: what follows from the hash of its block, and what does not.</summary>
public sealed class EvidenceCheckTests
{
    private static readonly TestEvidence Good = TestEvidence.Good();
    private static readonly Digest Other = Digest.Sha256("other"u8);
    private static readonly DateTimeOffset Suspended = Times.Asked.AddDays(-20);
    private static readonly DateTimeOffset Revoked = Times.Asked.AddDays(-10);

    private static readonly StatusChangeFacts[] Changes =
        [TestEvidence.Change(EntryStatus.Suspended, Suspended, 1), TestEvidence.Change(EntryStatus.Revoked, Revoked, 2)];

    private static readonly StatusChangeFacts Superseded = TestEvidence.Change(EntryStatus.Superseded, Revoked, 3, Other);

    [Fact]
    public void Run_RecordInForceAndTheHashOfTheBlock_IsProvenAndValid()
    {
        var evidence = Good.Make() with { Reasons = [new StatusReason("2026-05-01", "revoked", "issued in error", "clerk 7", 9)] };

        var report = Run(evidence);

        Assert.Equal(["block True", "proof True", "anchor True", "status True", "type True"], Lines(report));
        Assert.True(report.IsProven);
        Assert.Equal((Verdict.Valid, Times.Asked), (report.Verdict, report.Report.AsOf));
        Assert.Equal(evidence.Facts.Source.Value.Latest, report.Block);
        Assert.Equal((evidence.Type, evidence.Reasons), (report.Type, report.Reasons));
        Assert.All(report.Findings, finding => Assert.Matches("[一-鿿].*。$", finding.Text.Zh));
    }

    [Fact]
    public void Run_OtherTrustedHash_SaysNothingAboutTheRecord()
    {
        var report = EvidenceCheck.Run(Good.Make(), new ExpectedBlock(Other, null), asOf: null);

        Assert.Equal(["block False", "proof True", "anchor True", "status True", "type True"], Lines(report));
        Assert.Equal((Verdict.CouldNotBeChecked, false), (report.Verdict, report.IsProven));
        Assert.Equal("The block's hash is not the one that was given.", Finding(report, "block").Text.En);
        Assert.Equal("The block's hash is the one that was given.", Finding(Run(Good.Make()), "block").Text.En);
    }

    [Fact]
    public void Run_NoTrustedHash_CouldNotBeChecked()
    {
        var report = EvidenceCheck.Run(Good.Make(), new ExpectedBlock(null, null), asOf: null);

        Assert.Equal(["block null", "proof True", "anchor True", "status True", "type True"], Lines(report));
        Assert.Equal(Verdict.CouldNotBeChecked, report.Verdict);
    }

    [Fact]
    public void Run_NoProof_LeavesAnchorAndStatusUnproven()
    {
        var report = Run(Good.Make() with { State = null });

        Assert.Equal(["block True", "proof null", "anchor null", "status null", "type True"], Lines(report));
        Assert.Equal(Verdict.CouldNotBeChecked, report.Verdict);
    }

    [Fact]
    public void Run_ProofOfAnotherBlock_IsFalse()
    {
        var evidence = Good.Make();
        var next = evidence with { State = evidence.State! with { Header = [.. new TestState().MakeHeader(61, Times.Asked)] } };

        Assert.Equal(["block True", "proof False", "anchor null", "status null", "type True"], Lines(Run(next)));
        Assert.Equal(Verdict.NotGenuine, Run(next).Verdict);
    }

    [Fact]
    public void Run_AnswersOfALaterBlockThanTheProof_AreFalse()
    {
        var evidence = Good.Make();
        var block = evidence.Facts.Source.Value.Latest;

        Assert.All([block with { Number = 61 }, block with { Time = block.Time.AddSeconds(1) }, block with { Hash = Other }], other =>
            Assert.Equal(false, Finding(Run(WithSource(evidence, source => source with { Latest = other })), "proof").Passed));
    }

    [Fact]
    public void Run_StateWithAnotherRootAtTheSize_IsFalse()
    {
        var report = Run((Good with { Holding = state => state.With(Good.Root.Contract, Good.Root.Slot, TestEvidence.Number(Other)) }).Make());

        Assert.Equal(["block True", "proof True", "anchor False", "status True", "type True"], Lines(report));
        Assert.Equal(Verdict.NotGenuine, report.Verdict);
    }

    [Fact]
    public void Run_SlotThatIsNotProven_LeavesItsFindingOpen()
    {
        Assert.Equal(["anchor"], Open(Good.Root));
        Assert.Equal(["status"], Open(Good.Status));
        Assert.Equal(["status"], Open(Good.Successor));

        static IEnumerable<string> Open((ChainAddress, Digest) slot) =>
            Run((Good with { Proving = one => one != slot }).Make()).Findings.Where(finding => finding.Passed is null).Select(finding => finding.Name);
    }

    [Fact]
    public void Run_BundleThatCannotBeRead_ProvesNoAnchorAndNoStatus()
    {
        var report = Run(Good.Make() with { Bundle = [1, 2] });

        Assert.Equal(["block True", "proof True", "anchor False", "status False", "type True"], Lines(report));
        Assert.Equal(Verdict.NotGenuine, report.Verdict);
    }

    [Fact]
    public void Run_BundleWithoutAnAnchor_ProvesNoAnchor()
    {
        var report = Run(Good.Make() with { Bundle = [.. (Good.Made.Bundle with { Anchor = null }).ToUtf8()] });

        Assert.Equal(["block True", "proof True", "anchor False", "status True", "type True"], Lines(report));
    }

    [Fact]
    public void Run_ChangedStatus_IsProvenByTheNewestChange()
    {
        var report = Run(TestEvidence.Good(Changes).Make());

        Assert.True(report.IsProven);
        Assert.Equal(Verdict.NotInForce, report.Verdict);
    }

    [Fact]
    public void Run_StatusAsOfAnEarlierTime_IsNotProven()
    {
        var evidence = TestEvidence.Good(Changes).Make();

        Assert.Null(Finding(Run(evidence, Revoked.AddSeconds(-1)), "status").Passed);
        Assert.Contains("what it was then is not proven", Finding(Run(evidence, Revoked.AddSeconds(-1)), "status").Text.En, StringComparison.Ordinal);
        Assert.True(Finding(Run(evidence, Revoked), "status").Passed);
    }

    [Fact]
    public void Run_StatusThatDiffersFromTheState_IsFalse()
    {
        var good = TestEvidence.Good(Superseded);
        StatusChangeFacts[] others =
        [
            Superseded with { Status = EntryStatus.Revoked }, Superseded with { At = Revoked.AddSeconds(1) }, Superseded with { Sequence = 4 },
            Superseded with { Successor = Digest.Sha256("another"u8) },
        ];

        Assert.True(Finding(Run(good.Make()), "status").Passed);
        Assert.All(others, other => Assert.Equal(false, Finding(Run(WithStatuses(good.Make(), other)), "status").Passed));
        Assert.Equal(false, Finding(Run(WithStatuses(good.Make())), "status").Passed);
        Assert.Equal(Verdict.NotGenuine, Run(WithStatuses(good.Make())).Verdict);
    }

    [Fact]
    public void Run_StatusNotInTheState_IsFalse() => Assert.Equal(false, Finding(Run(WithStatuses(Good.Make(), Superseded)), "status").Passed);

    [Fact]
    public void Run_OtherTypeMetadata_IsFalse()
    {
        var evidence = Good.Make();

        Assert.Equal(false, Finding(Run(evidence with { Type = evidence.Type.Add((byte)'\n') }), "type").Passed);
        Assert.Equal(false, Finding(Run(evidence with { Facts = evidence.Facts with { RecordType = Answer<RecordTypeFacts?>.Known(null) } }), "type").Passed);
    }

    [Fact]
    public void Run_AfterAMove_IsProvenByTheRecordedMigration()
    {
        var report = Run(TestEvidence.AfterAMove(Move.Good()).Make());

        Assert.Equal(["block True", "proof True", "migration True", "status True", "type True"], Lines(report));
        Assert.Equal(Verdict.Valid, report.Verdict);
    }

    // The next chain need not register a type of the chain that was left.
    [Fact]
    public void Run_AfterAMove_TakesTheTypeOfTheChainThatWasLeft()
    {
        var other = new RetiredChainType(new RecordTypeFacts("https://city.example/vct/other/1", Other), [new Validity(Times.Admitted, null)]);
        var evidence = TestEvidence.AfterAMove(Move.Good() with
        {
            Recording = record => record with { Chains = [.. record.Chains.Select(chain => chain with { Types = [other, .. chain.Types, other] })] },
        }).Make();
        var unregistered = evidence with { Facts = evidence.Facts with { RecordType = Answer<RecordTypeFacts?>.Known(null) } };

        Assert.True(Finding(Run(unregistered), "type").Passed);
        Assert.Equal(false, Finding(Run(unregistered with { Type = [1] }), "type").Passed);
        Assert.Equal(false, Finding(Run(unregistered with { Migrations = [] }), "type").Passed);
    }

    [Fact]
    public void Run_AfterAMoveWithoutItsRecord_LeavesTheMigrationOpen()
    {
        var report = Run(TestEvidence.AfterAMove(Move.Good()).Make() with { Migrations = [] });

        Assert.Null(Finding(report, "migration").Passed);
        Assert.Equal(Verdict.CouldNotBeChecked, report.Verdict);
    }

    [Fact]
    public void Run_AfterAMoveThatIsNotProven_LeavesTheMigrationOpen()
    {
        var good = TestEvidence.AfterAMove(Move.Good());

        Assert.Null(Finding(Run(good.Make() with { State = null }), "migration").Passed);
        Assert.All(good.Moved, moved => Assert.Null(
            Finding(Run((good with { Proving = one => one != (moved.Contract, moved.Slot) }).Make()), "migration").Passed));
    }

    [Fact]
    public void Run_AfterAMoveThatTheStateContradicts_IsFalse()
    {
        var good = TestEvidence.AfterAMove(Move.Good());

        Assert.All(good.Moved, moved => Assert.Equal(
            false, Finding(Run((good with { Holding = state => state.With(moved.Contract, moved.Slot, moved.Value + 1) }).Make()), "migration").Passed));
    }

    // The answers come from a file, so it does not help to try again.
    [Fact]
    public void Run_AnchorThatWasNotFinal_AdvisesNewEvidence()
    {
        var report = Run(WithSource(Good.Make(), source => source with { Final = Times.Block(1, Times.Admitted) }));

        Assert.Equal(Verdict.CouldNotBeChecked, report.Report.Verdict);
        Assert.Contains("have new evidence made", report.Report.Advice?.En, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, true, Verdict.Valid)]
    [InlineData(true, null, Verdict.CouldNotBeChecked)]
    [InlineData(null, true, Verdict.CouldNotBeChecked)]
    [InlineData(false, true, Verdict.CouldNotBeChecked)]
    [InlineData(true, false, Verdict.NotGenuine)]
    [InlineData(false, false, Verdict.NotGenuine)]
    public void Verdict_OfFindings_ClaimsOnlyWhatIsProven(bool? block, bool? anchor, Verdict expected)
    {
        var text = new LocalizedText("", "");
        var report = Run(Good.Make()) with { Findings = [new("block", block, text), new("anchor", anchor, text)] };

        Assert.Equal((expected, expected is Verdict.Valid), (report.Verdict, report.IsProven));
    }

    [Fact]
    public void Verdict_OfAForgedBundleWhoseAnswersAreNotProven_IsNotGenuine()
    {
        var forged = (Good.Made with { Bundle = Good.Made.Bundle with { Salt = [.. new byte[32]] } }).Utf8;

        var report = Run(Good.Make() with { Bundle = [.. forged], State = null });

        Assert.Equal((Verdict.NotGenuine, false), (report.Verdict, report.IsProven));
    }

    private static EvidenceReport Run(RecordEvidence evidence, DateTimeOffset? asOf = null) =>
        EvidenceCheck.Run(evidence, new ExpectedBlock(evidence.Facts.Source.Value.Latest.Hash, null), asOf);

    private static RecordEvidence WithSource(RecordEvidence evidence, Func<ChainSource, ChainSource> change) =>
        evidence with { Facts = evidence.Facts with { Source = Answer<ChainSource>.Known(change(evidence.Facts.Source.Value)) } };

    private static RecordEvidence WithStatuses(RecordEvidence evidence, params ImmutableArray<StatusChangeFacts> changes) =>
        evidence with { Facts = evidence.Facts with { Statuses = Answer<ImmutableArray<StatusChangeFacts>>.Known(changes) } };

    private static IEnumerable<string> Lines(EvidenceReport report) => report.Findings.Select(finding => $"{finding.Name} {finding.Passed?.ToString() ?? "null"}");

    private static EvidenceFinding Finding(EvidenceReport report, string name) => report.Findings.Single(finding => finding.Name == name);
}
