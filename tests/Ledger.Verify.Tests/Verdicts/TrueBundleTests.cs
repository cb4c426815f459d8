using Ledger.Verify.Entries;
using Ledger.Verify.Faults;
using Ledger.Verify.RecordTypes;
using Ledger.Verify.Seals;
using Ledger.Verify.Verdicts;

namespace Ledger.Verify.Tests.Verdicts;

/// <summary>A bundle without a fault is valid, and the report says what was found.</summary>
public sealed class TrueBundleTests
{
    private static readonly Scenario True = new Recipe().Make();

    private static string[] Disclosures => True.Bundle.Record.Split('~')[1..^1];

    [Fact]
    public void Verify_TrueBundle_IsValidWithEveryCheckPassed()
    {
        var report = True.Verify();

        Assert.Equal(Verdict.Valid, report.Verdict);
        Assert.Empty(report.NotPassed());
        Assert.All(report.Checks.Where(check => check.IsRequired), check => Assert.Equal(Findings.Passed, check.Finding));
    }

    [Fact]
    public void Verify_TrueBundle_ReportsTheRecord()
    {
        var report = True.Verify();

        Assert.Equal(
            (Recipe.RecordId, TestDepartment.StudentStatus.Vct, True.Department.Issuer), (report.RecordId, report.RecordType, report.Issuer));
        Assert.Equal((Times.ValidFrom, Times.ValidUntil), (report.NotBefore, report.ExpiresAt));
        Assert.Equal("G110101201501012345", report.Claims.GetProperty("student_number").GetString());
        Assert.Equal("第一小学", report.Claims.GetProperty("school").GetProperty("name").GetProperty("zh").GetString());
        Assert.False(report.Claims.TryGetProperty("_sd", out _));
    }

    [Fact]
    public void Verify_TrueBundle_NamesBlockTimeFinalityAndSources()
    {
        var report = True.Verify();

        Assert.Equal((4L, True.Log.Anchors[1]), (report.LogIndex, report.Anchor));
        Assert.Equal((Times.Seen, 42L), (report.Anchor?.Block.Time, report.Anchor?.Block.Number));
        Assert.Equal(True.Chain.Source, report.Source);
        Assert.Equal(Times.Asked, report.AsOf);
        Assert.Equal(new StatusAsOf(EntryStatus.Active, null, null), report.Status);
    }

    [Fact]
    public void Verify_AnySubsetOfDisclosures_IsValidAndShowsOnlyThose()
    {
        for (var set = 0; set < 1 << Disclosures.Length; set++)
        {
            string[] chosen = [.. Disclosures.Where((_, index) => (set >> index & 1) == 1)];

            var report = Presenting(chosen).Verify();

            Assert.Equal((Verdict.Valid, Disclosures.Length - chosen.Length), (report.Verdict, report.HiddenClaims));
        }
    }

    [Fact]
    public void Verify_DisclosuresInAnotherOrder_IsValid() => Assert.Equal(Verdict.Valid, Presenting([.. Disclosures.Reverse()]).Verify().Verdict);

    [Fact]
    public void Verify_OneChosenClaim_HidesTheOthers()
    {
        Assert.True(SdJwt.TryParse(True.Bundle.Record, out var record, out _));
        Assert.True(record.TryDisclose(out var claims, out _));

        var report = True.WithRecord(claims.Present([ClaimPath.FromSegments("student_number")])).Verify();

        Assert.True(report.Claims.TryGetProperty("student_number", out _));
        Assert.False(report.Claims.TryGetProperty("id_type", out _));
        Assert.Equal(1, report.HiddenClaims);
    }

    [Fact]
    public void Verify_EveryRecordOfOneLog_IsValid()
    {
        var recipe = new Recipe();
        var together = Recipe.MakeTogether([.. Enumerable.Range(1, 9).Select(number => recipe.About($"019ab000-0000-7000-8000-{number:x12}"))]);

        Assert.All(together, scenario => Assert.Equal(Verdict.Valid, scenario.Verify().Verdict));
    }

    [Fact]
    public void Verify_TwiceWithTheSameAnswers_SaysTheSame()
    {
        var opened = RecordVerifier.Open(True.Utf8);
        var facts = True.Chain.Ask(opened.Questions);

        var reports = Enumerable.Range(0, 2).Select(_ => ReportWriter.ToUtf8(RecordVerifier.Verify(opened, facts, True.Options))).ToList();

        Assert.Equal(reports[0], reports[1]);
    }

    [Fact]
    public void Verify_SealFailed_ShowsNoClaimOfTheForger()
    {
        var forged = new Recipe { Sealer = new ImpostorSigner(Es256Signer.Generate(), TestDepartment.Education.SealKey.Thumbprint) }.Make();

        var report = forged.Verify();

        Assert.Equal((null, null, null, 0), (report.RecordId, report.RecordType, report.Issuer, report.HiddenClaims));
        Assert.Equal((null, null), (report.NotBefore, report.ExpiresAt));
        Assert.Equal(System.Text.Json.JsonValueKind.Undefined, report.Claims.ValueKind);
    }

    [Fact]
    public void Verify_SealNotChecked_ShowsNoClaim()
    {
        var report = True.WithAnswers(_ => Ledger.Verify.Chain.ChainFacts.NotAsked("timeout")).Verify();

        Assert.Null(report.RecordId);
        Assert.Equal(System.Text.Json.JsonValueKind.Undefined, report.Claims.ValueKind);
    }

    private static Scenario Presenting(string[] disclosures) =>
        True.WithRecord(string.Join('~', [True.Bundle.Record.Split('~')[0], .. disclosures, ""]));
}
