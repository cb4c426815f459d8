using System.Collections.Immutable;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;
using Ledger.Verify.Tests.Verdicts.Cases;
using Ledger.Verify.Verdicts;

namespace Ledger.Verify.Tests.Verdicts;

/// <summary>Tests the order of the checks and the verdict that follows from them.</summary>
public sealed class PrecedenceTests
{
    private static readonly string[] Order =
    [
        "form", "disclosures", "seal", "issuer-authorised", "commitment", "inclusion", "checkpoint", "anchored", "final", "status", "validity",
        "holder-binding",
    ];

    public static TheoryData<CheckName> Names => new(Enum.GetValues<CheckName>());

    public static TheoryData<CheckName> GenuinenessNames => new(Enum.GetValues<CheckName>().Except([CheckName.Status, CheckName.Validity]));

    [Fact]
    public void Checks_Always_AreTheseInThisOrder()
    {
        var bundle = new Recipe().Make();
        VerificationReport[] reports = [bundle.Verify(), bundle.VerifyOffline(), bundle.Verify("{}"u8.ToArray()), Scenario.HolderBound().Verify()];

        Assert.All(reports, report => Assert.Equal(Order, report.Checks.Select(check => ReportWriter.NameOf(check.Name))));
        Assert.All(reports, report => Assert.All(Enum.GetValues<CheckName>(), name => Assert.Equal(name, report[name].Name)));
    }

    [Fact]
    public void VerdictOf_AllPassed_IsValid() => Assert.Equal(Verdict.Valid, RecordVerifier.VerdictOf(AllPassed));

    [Theory]
    [MemberData(nameof(GenuinenessNames))]
    public void VerdictOf_FailedCheckOfGenuineness_OutranksEverything(CheckName name)
    {
        var checks = AllPassed.Select(check => check with { Outcome = CheckOutcome.NotRun }).ToArray();
        checks[(int)CheckName.Status] = With(CheckName.Status, CheckOutcome.Failed);
        checks[(int)name] = With(name, CheckOutcome.Failed);

        Assert.Equal(Verdict.NotGenuine, RecordVerifier.VerdictOf([.. checks]));
        Assert.Equal(Verdict.NotGenuine, RecordVerifier.VerdictOf(AllPassed.SetItem((int)name, With(name, CheckOutcome.Failed))));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void VerdictOf_RequiredCheckNotRun_OutranksStatusAndValidity(CheckName name)
    {
        var failed = AllPassed
            .SetItem((int)CheckName.Status, With(CheckName.Status, CheckOutcome.Failed))
            .SetItem((int)CheckName.Validity, With(CheckName.Validity, CheckOutcome.Failed));

        Assert.Equal(Verdict.CouldNotBeChecked, RecordVerifier.VerdictOf(failed.SetItem((int)name, With(name, CheckOutcome.NotRun))));
    }

    [Theory]
    [InlineData(CheckName.Status)]
    [InlineData(CheckName.Validity)]
    public void VerdictOf_StatusOrValidityFailed_IsNotInForce(CheckName name) =>
        Assert.Equal(Verdict.NotInForce, RecordVerifier.VerdictOf(AllPassed.SetItem((int)name, With(name, CheckOutcome.Failed))));

    [Fact]
    public void VerdictOf_OptionalCheckNotRun_IsValid() =>
        Assert.Equal(
            Verdict.Valid,
            RecordVerifier.VerdictOf(AllPassed.SetItem(
                (int)CheckName.HolderBinding, With(CheckName.HolderBinding, CheckOutcome.NotRun) with { IsRequired = false })));

    [Theory]
    [InlineData(EntryStatus.Active, null, null)]
    [InlineData(EntryStatus.Suspended, "2026-04-01T00:00:00Z", null)]
    [InlineData(EntryStatus.Revoked, "2026-04-01T00:00:00Z", null)]
    [InlineData(EntryStatus.Superseded, "2026-04-01T00:00:00Z", "019ab000-0000-7000-8000-0000000000ff")]
    [InlineData(EntryStatus.Withdrawn, "2026-04-01T00:00:00Z", null)]
    public void Verify_StatusOnChain_IsReportedWithTimeAndSuccessor(EntryStatus status, string? since, string? successor)
    {
        var made = status is EntryStatus.Active ? new Recipe().Make() : StatusCases.With(StatusCases.Changed(status, StatusCases.First));

        var report = made.Verify();

        Assert.Equal(
            new StatusAsOf(status, since is null ? null : Times.Parse(since), successor is null ? null : Guid.ParseExact(successor, "D")), report.Status);
    }

    [Theory]
    [InlineData(EntryStatus.Suspended, "since 2026-04-01T00:00:00Z")]
    [InlineData(EntryStatus.Superseded, "since 2026-04-01T00:00:00Z, successor 019ab000-0000-7000-8000-0000000000ff")]
    public void Verify_NotActive_NamesTheTimeInTheCheck(EntryStatus status, string detail) =>
        Assert.Equal(detail, StatusCases.With(StatusCases.Changed(status, StatusCases.First)).Verify()[CheckName.Status].Detail);

    [Fact]
    public void Verify_ChainTimeWithAnOffset_IsWrittenInUtc()
    {
        var change = StatusCases.Changed(EntryStatus.Revoked, StatusCases.First.ToOffset(TimeSpan.FromHours(8)));

        Assert.Equal("since 2026-04-01T00:00:00Z", StatusCases.With(change).Verify()[CheckName.Status].Detail);
    }

    [Theory]
    [InlineData("2027-02-01T00:00:00Z", "until 2027-02-01T00:00:00Z")]
    [InlineData("2026-01-31T00:00:00Z", "from 2026-02-01T00:00:00Z")]
    public void Verify_OutsideItsDates_NamesTheDate(string asOf, string detail) =>
        Assert.Equal(detail, new Recipe().Make().AskedAt(Times.Parse(asOf)).Verify()[CheckName.Validity].Detail);

    private static ImmutableArray<Check> AllPassed { get; } = [.. Enum.GetValues<CheckName>().Select(name => With(name, CheckOutcome.Passed))];

    private static Check With(CheckName name, CheckOutcome outcome) => new(name, outcome, IsRequired: true, Findings.Passed);
}
