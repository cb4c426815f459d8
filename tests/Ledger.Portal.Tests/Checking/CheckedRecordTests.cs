using System.Collections.Immutable;
using System.Text.Json;
using Ledger.Issuing;
using Ledger.Portal.Checking;
using Ledger.Portal.Paper;
using Ledger.Verify.Entries;
using Ledger.Verify.Verdicts;

namespace Ledger.Portal.Tests.Checking;

/// <summary>What a page says about a report, and whether a certificate is printed from it.</summary>
public sealed class CheckedRecordTests
{
    private static readonly DateTimeOffset Now = new(2026, 12, 1, 8, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(EntryStatus.Active, "expired", false)]
    [InlineData(EntryStatus.Revoked, "revoked", true)]
    public void Reason_OfARecordThatIsNotInForce_HasATimeOnlyIfItIsTheStatus(EntryStatus status, string reason, bool hasTime)
    {
        var record = Record(Verdict.NotInForce, new StatusAsOf(status, Now.AddDays(-9), null), 1);

        Assert.Equal(reason, record.Reason?.En);
        Assert.Equal(hasTime ? Now.AddDays(-9) : null, record.ReasonSince);
    }

    [Theory]
    [InlineData(ClaimRows.MostShown, true)]
    [InlineData(ClaimRows.MostShown + 1, false)]
    public void Certificate_OfMoreClaimsThanItHolds_IsNotPrinted(int claims, bool isPrinted) =>
        Assert.Equal(isPrinted, Certificate.FindObstacle(Record(Verdict.Valid, new StatusAsOf(EntryStatus.Active, null, null), claims)) is null);

    private static CheckedRecord Record(Verdict verdict, StatusAsOf status, int claims) => new()
    {
        Report = new VerificationReport { Verdict = verdict, Checks = ImmutableArray<Check>.Empty, AsOf = Now, Status = status, ExpiresAt = Now.AddDays(-1) },
        Department = null,
        Claims = ClaimRows.Read(JsonSerializer.SerializeToElement(Enumerable.Range(0, claims).ToDictionary(number => $"claim{number}", number => number)), [], "en", ClaimRows.MostShown),
        Person = null,
    };
}
