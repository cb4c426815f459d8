using Ledger.Verify.Faults;

namespace Ledger.Verify.Tests.Verdicts;

/// <summary>The table of findings, from which all reports are written.</summary>
public sealed class FindingsTests
{
    internal static IReadOnlyList<Fault> All => Findings.All;

    public static TheoryData<string> Codes => new(All.Select(finding => finding.Code));

    [Fact]
    public void All_Codes_AreDistinctAndOfTheVerifiersRange()
    {
        Assert.Equal(All.Count, All.Select(finding => finding.Code).Distinct().Count());
        Assert.All(All, finding => Assert.Matches("^LDG10[0-9]{2}$", finding.Code));
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void Finding_Sentences_AreWholeInBothLanguages(string code)
    {
        var finding = All.Single(finding => finding.Code == code);

        Assert.Matches("^[A-Z][ -~]*[.]$", finding.Title.En);
        Assert.Matches("^[^A-Za-z]*[\u4e00-\u9fff][^A-Za-z]*。$", finding.Title.Zh);
    }

    [Fact]
    public void All_Sentences_AreDistinct()
    {
        Assert.Equal(All.Count, All.Select(finding => finding.Title.En).Distinct().Count());
        Assert.Equal(All.Count, All.Select(finding => finding.Title.Zh).Distinct().Count());
    }
}
