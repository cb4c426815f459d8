using Ledger.Verify.Faults;

namespace Ledger.Issuing;

/// <summary>A number must be in the range that belongs to a code.</summary>
internal sealed record FitsRule(string Place, string By, IReadOnlyDictionary<string, (long From, long To)> Ranges) : ClaimRule
{
    public override IEnumerable<Violation> Check(ClaimPlace claims, RuleContext context) =>
        from code in ClaimPlaces.Select(claims, By)
        from range in Ranges
        where range.Key == code.Text
        from place in ClaimPlaces.Select(claims, Place)
        where place.Number < range.Value.From || place.Number > range.Value.To
        select At(place, $"与 {By} 不一致。", $"It does not match {By}.");
}
