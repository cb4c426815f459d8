using Ledger.Faults;

namespace Ledger.Issuing;

/// <summary>One thing that must hold among the claims of a type and that JSON Schema cannot say. Immutable.</summary>
internal abstract record ClaimRule
{
    /// <summary>Every place where it does not hold. What is missing or of another kind is for the schema to say.</summary>
    public abstract IEnumerable<Violation> Check(ClaimPlace claims, RuleContext context);

    protected static Violation At(ClaimPlace place, string zh, string en) => new(place.Pointer, new LocalizedText(zh, en));
}
