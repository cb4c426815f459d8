using Ledger.Verify.Faults;

namespace Ledger.Issuing;

/// <summary>
/// Checks that the validity of a record is plausible and agrees with the dates in its claims. A reader of the card and a reader of the seal must see
/// the same dates. Stateless.
/// </summary>
internal static class ValidityCheck
{
    private const int EarliestYear = 1900;
    private const int LongestYears = 150;

    public static Refusal? Check(RecordRequest request, DateOnly today)
    {
        var found = new List<Violation>();
        if (request.ValidFrom is { } from && (from.Year < EarliestYear || from.Year > today.Year + LongestYears))
        {
            found.Add(new Violation("/validFrom", new LocalizedText("年份不合理。", "The year cannot be.")));
        }

        if (request.ValidUntil is { } until && (until.Year < EarliestYear || until.Year > today.Year + LongestYears))
        {
            found.Add(new Violation("/validUntil", new LocalizedText(
                "年份不合理；长期有效的记录请不填。", "The year cannot be; leave it out for a record that holds for good.")));
        }
        else if (ClaimPlaces.Select(new ClaimPlace(ClaimPlaces.Root, request.Claims), "date_of_expiry").FirstOrDefault().Date is { } expiry)
        {
            CheckExpiry(request, expiry, found);
        }

        return found.Count == 0 ? null : new Refusal(IssuingFaults.ValidityImplausible, [.. found]);
    }

    // The last day ends at midnight local time, which is up to a day before or after midnight in UTC.
    private static void CheckExpiry(RecordRequest request, DateOnly expiry, List<Violation> found)
    {
        if (request.ValidUntil is not { } until)
        {
            found.Add(new Violation("/validUntil", new LocalizedText(
                "date_of_expiry 有截止日期，此处也须填写。", "date_of_expiry names a last day, so it is needed here too.")));
        }
        else if (DateOnly.FromDateTime(until.UtcDateTime) < expiry || DateOnly.FromDateTime(until.UtcDateTime) > expiry.AddDays(1))
        {
            found.Add(new Violation("/validUntil", new LocalizedText(
                "与 date_of_expiry 不一致，应为该日结束之时。", "It does not agree with date_of_expiry: it must be the end of that day.")));
        }
    }
}
