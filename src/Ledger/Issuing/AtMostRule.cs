using Ledger.Verify.Faults;

namespace Ledger.Issuing;

/// <summary>One number is at most another.</summary>
internal sealed record AtMostRule(string In, string Less, string More) : ClaimRule
{
    public override IEnumerable<Violation> Check(ClaimPlace claims, RuleContext context) =>
        from around in ClaimPlaces.Select(claims, In)
        from less in ClaimPlaces.Select(around, Less)
        from more in ClaimPlaces.Select(around, More)
        where less.Number > more.Number
        select At(less, $"不得大于 {More}。", $"It must not be more than {More}.");
}
