using System.Collections.Immutable;
using Ledger.Verify.Chain;
using Ledger.Verify.Faults;
using Ledger.Verify.Tests.Verdicts.Cases;
using Ledger.Verify.Verdicts;

namespace Ledger.Verify.Tests.Verdicts;

/// <summary>What a report says beside the outcome of each check.</summary>
public sealed class ReportContentTests
{
    [Fact]
    public void AsOf_ALittleAheadOfTheClock_IsNow()
    {
        var made = DateCases.ForLife.Make();

        Assert.Equal(made.Options.Now, made.AskedAhead(TimeSpan.FromSeconds(30)).Verify().AsOf);
        Assert.Equal(made.Options.Now + TimeSpan.FromDays(1), made.AskedAhead(TimeSpan.FromDays(1)).Verify().AsOf);
    }

    [Theory]
    [InlineData("2026-03-01T10:00:00Z", "logged 2026-03-01T10:00:00Z, block 2026-03-01T08:00:05Z")]
    [InlineData("9999-12-31T23:59:59.999Z", "logged 9999-12-31T23:59:59Z, block 2026-03-01T08:00:05Z")]
    public void Validity_LoggedAfterItsBlock_SaysBothTimes(string logged, string expected) =>
        Assert.Equal((Findings.LogAhead, expected), ValidityOf(Times.Parse(logged).ToUnixTimeMilliseconds()));

    [Fact]
    public void Validity_LoggedAfterTheYear9999_SaysTheMilliseconds() =>
        Assert.Equal((Findings.LogAhead, "logged 253402300800000 ms, block 2026-03-01T08:00:05Z"), ValidityOf(253_402_300_800_000));

    [Fact]
    public void HiddenClaims_SealNotPassed_AreNotCounted()
    {
        var made = new Recipe().Make();
        var parts = made.Bundle.Record.Split('~');
        var hiding = made.WithRecord(string.Join('~', [parts[0], .. parts[2..]])); // without its first disclosure

        Assert.Equal(made.Verify().HiddenClaims + 1, hiding.Verify().HiddenClaims);
        Assert.Equal(0, hiding.WithSealKeys(key => key with { CompromisedSince = Times.Issued }).Verify().HiddenClaims);
    }

    [Fact]
    public void Advice_SourceIsAnotherChain_IsToAskAnotherOneWhateverElseIsMissing()
    {
        var made = new Recipe().Make() is var good ? good with { Bundle = good.Bundle with { Anchor = null } } : null!;

        var report = made.WithAnswers(facts => facts with
        {
            Source = Answer<ChainSource>.Unknown("another chain", UnknownReason.WrongSource),
            Department = Answer<DepartmentFacts?>.Unknown("timeout"),
        }).Verify();

        Assert.StartsWith("Trying again does not help", report.Advice?.En, StringComparison.Ordinal);
    }

    [Fact]
    public void Advice_OneAnswerMayStillCome_IsToTryAgain()
    {
        var report = new Recipe().Make().WithAnswers(facts => facts with
        {
            Department = Answer<DepartmentFacts?>.Unknown("another chain", UnknownReason.WrongSource),
            LogKeys = Answer<ImmutableArray<LogKeyFacts>>.Unknown("timeout"),
        }).Verify();

        Assert.Equal("Try again later.", report.Advice?.En);
    }

    [Theory]
    [InlineData("ledger.localhost/education/log", "https://ledger.localhost/education")]
    [InlineData("ledger.localhost/education", null)]
    [InlineData("ledger.localhost/education/logs", null)]
    public void IssuerOf_Origin_IsTheDepartmentOfThatLog(string origin, string? expected) => Assert.Equal(expected, OpenedBundle.IssuerOf(origin));

    private static (Fault Finding, string Detail) ValidityOf(long loggedAt)
    {
        var check = DateCases.Dated(Times.Issued, loggedAt).Verify().Checks[(int)CheckName.Validity];
        Assert.Equal(CheckOutcome.Passed, check.Outcome);
        return (check.Finding, check.Detail);
    }
}
