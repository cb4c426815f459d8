using Ledger.Verify.Faults;

namespace Ledger.Issuing;

/// <summary>The claims that say which ages the subject has reached must agree with the birthdate.</summary>
internal sealed record AgesReachedRule(string On, IReadOnlyDictionary<string, int> Over) : ClaimRule
{
    public override IEnumerable<Violation> Check(ClaimPlace claims, RuleContext context)
    {
        if (context.Birthdate is not { } birthdate || ClaimPlaces.Select(claims, On).FirstOrDefault().Date is not { } on)
        {
            yield break;
        }

        foreach (var (name, age) in Over)
        {
            foreach (var place in ClaimPlaces.Select(claims, name))
            {
                if (place.Value.ValueKind is System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False
                    && place.Value.GetBoolean() != (birthdate.AddYears(age) <= on))
                {
                    yield return At(place, "与出生日期不一致。", "It contradicts the birthdate.");
                }
            }
        }
    }
}
