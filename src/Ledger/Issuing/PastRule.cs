using Ledger.Verify.Faults;

namespace Ledger.Issuing;

/// <summary>The dates of events in a person's life must lie between the date of birth and today.</summary>
internal sealed record PastRule(IReadOnlyList<string> Dates) : ClaimRule
{
    public override IEnumerable<Violation> Check(ClaimPlace claims, RuleContext context)
    {
        foreach (var place in Dates.SelectMany(path => ClaimPlaces.Select(claims, path)).Where(place => place.Date is not null))
        {
            if (place.Date > context.Today)
            {
                yield return At(place, "日期在将来。", "The date is in the future.");
            }
            else if (context.Birthdate is { } birthdate && place.Date < birthdate)
            {
                yield return At(place, "早于居民的出生日期。", "The date is before the subject's birth.");
            }
        }
    }
}
