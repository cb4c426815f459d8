using Ledger.Verify.Faults;

namespace Ledger.Issuing;

/// <summary>The given dates are in order: none is before the previous one.</summary>
internal sealed record DateOrderRule(string In, IReadOnlyList<string> Dates) : ClaimRule
{
    public override IEnumerable<Violation> Check(ClaimPlace claims, RuleContext context)
    {
        foreach (var around in ClaimPlaces.Select(claims, In))
        {
            ClaimPlace? before = null;
            foreach (var path in Dates)
            {
                var places = ClaimPlaces.Select(around, path).Where(place => place.Date is not null).ToList();
                foreach (var place in places.Where(place => place.Date < before?.Date))
                {
                    var name = before?.Pointer[ClaimPlaces.Root.Length..].TrimStart('/');
                    yield return At(place, $"不得早于 {name}。", $"It must not be before {name}.");
                }

                before = places.Count > 0 ? places[^1] : before;
            }
        }
    }
}
