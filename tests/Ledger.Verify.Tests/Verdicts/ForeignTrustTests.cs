using Ledger.Verify.Chain;
using Ledger.Verify.Faults;
using Ledger.Verify.Verdicts;

namespace Ledger.Verify.Tests.Verdicts;

/// <summary>The verifier alone decides whom to trust. Nothing in a bundle can change that.</summary>
public sealed class ForeignTrustTests
{
    private static readonly Scenario True = new Recipe().Make();

    /// <summary>A forger with a complete chain of his own, on which he is the education department.</summary>
    private static readonly Scenario Forged = ForgeOnOwnChain();

    [Fact]
    public void Verify_ForgersBundleByHisOwnChain_IsValid() => Assert.Equal(Verdict.Valid, Forged.Verify().Verdict);

    [Fact]
    public void Verify_ForgersBundleByTheTrustedChain_CouldNotBeCheckedAndNamesHisChain()
    {
        var report = (Forged with { Chain = True.Chain }).Verify();

        AssertBelongsElsewhere(Forged.Chain.Source, report);
    }

    [Fact]
    public void Verify_ForgersBundleThatNamesTheTrustedChain_IsNotGenuine()
    {
        var source = True.Chain.Source;
        var disguised = Forged.WithAnchor(
            anchor => anchor with { ChainId = source.ChainId, Registry = source.Registry, Contract = source.LogAnchor });

        var report = (disguised with { Chain = True.Chain }).Verify();

        Assert.Equal(Verdict.NotGenuine, report.Verdict);
        Assert.Equal(["seal failed LDG1007", "checkpoint failed LDG1018", "anchored failed LDG1019"], report.NotPassed());
    }

    [Fact]
    public void Verify_TrueBundleByAnotherChain_CouldNotBeCheckedAndNamesItsChain()
    {
        var report = (True with { Chain = Forged.Chain }).Verify();

        AssertBelongsElsewhere(True.Chain.Source, report);
    }

    // Checks that need no chain still run.
    [Fact]
    public void Verify_ChangedBundleByAnotherChain_IsNotGenuine()
    {
        var report = (True with { Chain = Forged.Chain, Bundle = True.Bundle with { Salt = [.. new byte[32]] } }).Verify();

        Assert.Equal(Verdict.NotGenuine, report.Verdict);
        Assert.Contains("commitment failed LDG1016", report.NotPassed());
    }

    [Fact]
    public void Verify_OtherRegistryNamedWhileTheChainIsSilent_CouldNotBeChecked()
    {
        var elsewhere = True.WithAnchor(anchor => anchor with { Registry = TestChain.Address('9') });

        var report = elsewhere.WithAnswers(_ => ChainFacts.NotAsked("timeout")).Verify();

        Assert.Equal(Verdict.CouldNotBeChecked, report.Verdict);
    }

    [Fact]
    public void Questions_OfABundle_AreTheSameWhateverPlaceItNames()
    {
        Assert.Equal(
            ["AnchoredOn", "AnchoredSize", "KeyThumbprint", "MigratedSizes", "Origin", "RecordId", "RecordType"],
            typeof(BundleQuestions).GetProperties().Select(property => property.Name).Order());

        var elsewhere = new ChainPlace(1, TestChain.Address('8'), TestChain.Address('9'));
        var named = RecordVerifier.Open(
            True.WithAnchor(anchor => anchor with { ChainId = 1, Registry = elsewhere.Registry, Contract = elsewhere.LogAnchor }).Utf8).Questions!; // It is well-formed.

        // The place is passed on only so that the trusted registry is asked whether the department moved.
        Assert.Equal(elsewhere, named.AnchoredOn);
        Assert.Equal(RecordVerifier.Open(True.Utf8).Questions, named with { AnchoredOn = ChainPlace.FromSource(True.Chain.Source) });
    }

    [Fact]
    public void Questions_OfATrueBundle_AreThoseOfItsRecord()
    {
        var questions = RecordVerifier.Open(True.Utf8).Questions;

        Assert.Equal(
            new BundleQuestions(
                True.Department.Origin, True.Department.SealKey.Thumbprint, TestDepartment.StudentStatus.Vct,
                Bundles.OnChainIdTests.RecordOf(Recipe.RecordId), 7)
            {
                AnchoredOn = ChainPlace.FromSource(True.Chain.Source),
            },
            questions);
    }

    private static Scenario ForgeOnOwnChain()
    {
        var impostor = new TestDepartment("education");
        var made = Recipe.ForDepartment(impostor).Make();
        var own = TestChain.Create().Admitting(impostor);
        var chain = own.With(own.RegistrationOf(impostor) with { Anchors = made.Log.Anchors });
        var source = chain.Source with { ChainId = 666, Registry = TestChain.Address('6'), LogAnchor = TestChain.Address('7') };
        return (made with { Chain = chain with { Source = source } })
            .WithAnchor(anchor => anchor with { ChainId = source.ChainId, Registry = source.Registry, Contract = source.LogAnchor });
    }

    private static void AssertBelongsElsewhere(ChainSource named, VerificationReport report)
    {
        Assert.Equal(Verdict.CouldNotBeChecked, report.Verdict);
        var anchored = report[CheckName.Anchored];
        Assert.Equal((CheckOutcome.NotRun, Findings.AnchorElsewhere), (anchored.Outcome, anchored.Finding));
        Assert.Equal($"the bundle names chain {named.ChainId}, registry {named.Registry}, contract {named.LogAnchor}", anchored.Detail);
        Assert.DoesNotContain(report.Checks, check => check.Outcome is CheckOutcome.Failed);
    }
}
