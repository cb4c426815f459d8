using Ledger.Verify.Faults;

namespace Ledger.Issuing;

/// <summary>The identity number of another person than the subject has the canonical form of its type.</summary>
internal sealed record IdentityRule(string Type, string Number) : ClaimRule
{
    public override IEnumerable<Violation> Check(ClaimPlace claims, RuleContext context)
    {
        if (ClaimPlaces.Select(claims, Number).FirstOrDefault() is not { Text: { } number } place)
        {
            return [];
        }

        if (ClaimPlaces.Select(claims, Type).FirstOrDefault() is not { Text: { } type } typePlace)
        {
            return [At(place, "还需要证件类型。", "The type of the document is also required.")];
        }

        var read = IdentityTypes.Read(type, number, context.Today, typePlace.Pointer, place.Pointer);
        return read.Refusal is { } refusal ? refusal.Violations
            : read.Required.Number != number ? [At(place, $"应写作 {read.Required.Type.Form.Zh}", $"It is not in its canonical form. {read.Required.Type.Form.En}")]
            : [];
    }
}
