using Ledger.Verify.Faults;
using Ledger.Verify.Tests.Verdicts.Cases;

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
        Assert.Equal(expected.Verdict, report.Verdict);
    }

    [Fact]
    public void Verify_AllCasesTogether_ReachEveryFindingOfAReadBundle()
    {
        var reached = All.Values.SelectMany(expected => expected.Make().Verify().Checks).Select(check => check.Finding.Code).ToHashSet();

        // Unreadable bundles and bundles judged by pinned keys have their own tests.
        string[] elsewhere = [Findings.NotABundle.Code, Findings.BundleNotSupported.Code, Findings.PartMalformed.Code, Findings.Pinned.Code];
        Assert.Equal(FindingsTests.All.Select(finding => finding.Code).Except(elsewhere).Order(), reached.Order());
    }
}
