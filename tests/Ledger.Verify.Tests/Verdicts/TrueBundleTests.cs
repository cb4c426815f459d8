using Ledger.Verify.Verdicts;

namespace Ledger.Verify.Tests.Verdicts;

/// <summary>A bundle with nothing wrong is valid, and the report says what was found out about it.</summary>
public sealed class TrueBundleTests
{
    private static readonly Scenario True = new Recipe().Make();

    [Fact]
    public void Verify_TrueBundle_IsValidWithEveryCheckPassed()
    {
        var report = True.Verify();

        Assert.Equal(Verdict.Valid, report.Verdict);
        Assert.Empty(report.NotPassed());
        Assert.All(report.Checks.Where(check => check.IsRequired), check => Assert.Equal(Findings.Passed, check.Finding));
    }
}
