using Ledger.Verify.Faults;
using Ledger.Verify.Tests.Verdicts.Cases;
using Ledger.Verify.Verdicts;

namespace Ledger.Verify.Tests.Verdicts;

/// <summary>Every fault of a bundle or of the answers of the chain, one at a time.</summary>
public sealed class OneWrongThingTests
{
    internal static Dictionary<string, Case> All { get; } = new(
        [.. SealCases.All, .. IssuerCases.All, .. LogCases.All, .. AnchorCases.All, .. StatusCases.All, .. DateCases.All, .. HolderCases.All, .. MigrationCases.All]);

    public static TheoryData<string> Names => new(All.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void Verify_OneThing_HasItsVerdictAndItsCodes(string name)
    {
        var expected = All[name];

        var report = expected.Make().Verify();

        Assert.Equal(expected.NotPassed, report.NotPassed());
        Assert.All(report.Checks, check => Assert.True(check.IsRequired || check.Outcome is CheckOutcome.NotRun));
        Assert.Equal(expected.Verdict, report.Verdict);
    }

    [Theory]
    [InlineData("department later anchored a head that no log can have", "LDG1044")]
    [InlineData("moved, all as it should be", "LDG1038")]
    [InlineData("seal key valid from that second", "LDG1000")]
    public void Verify_AnchorThatPasses_SaysWhatElseIsKnown(string name, string code) =>
        Assert.Equal(code, All[name].Make().Verify().Checks[(int)CheckName.Anchored].Finding.Code);

    [Fact]
    public void Verify_AllCasesTogether_ReachEveryFindingOfAReadBundle()
    {
        var reached = All.Values.SelectMany(expected => expected.Make().Verify().Checks).Select(check => check.Finding.Code).ToHashSet();

        // Unreadable bundles and bundles judged by pinned keys have their own tests.
        string[] elsewhere = [Findings.NotABundle.Code, Findings.BundleNotSupported.Code, Findings.PartMalformed.Code, Findings.Pinned.Code];
        Assert.Equal(FindingsTests.All.Select(finding => finding.Code).Except(elsewhere).Order(), reached.Order());
    }
}
