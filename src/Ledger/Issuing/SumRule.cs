using Ledger.Verify.Faults;

namespace Ledger.Issuing;

/// <summary>A total is the sum of its parts.</summary>
internal sealed record SumRule(string Parts, string Total) : ClaimRule
{
    public override IEnumerable<Violation> Check(ClaimPlace claims, RuleContext context)
    {
        var parts = ClaimPlaces.Select(claims, Parts).Select(place => place.Number).ToList();
        return parts.Count == 0 || parts.Contains(null)
            ? []
            : ClaimPlaces.Select(claims, Total).Where(total => total.Number is { } number && number != parts.Sum())
                .Select(total => At(total, "不等于各项之和。", "It is not the sum of its parts."));
    }
}
