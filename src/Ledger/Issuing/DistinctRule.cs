using Ledger.Verify.Faults;

namespace Ledger.Issuing;

/// <summary>No value occurs twice.</summary>
internal sealed record DistinctRule(string Places) : ClaimRule
{
    public override IEnumerable<Violation> Check(ClaimPlace claims, RuleContext context) => ClaimPlaces.Select(claims, Places)
        .GroupBy(place => place.Text, StringComparer.Ordinal)
        .Where(group => group.Key is not null)
        .SelectMany(group => group.Skip(1))
        .Select(place => At(place, "重复。", "It occurs twice."));
}
