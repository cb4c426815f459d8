using Ledger.Verify.Faults;

namespace Ledger.Issuing;

/// <summary>A rule for the claims of a type that JSON Schema cannot express. Immutable.</summary>
internal abstract record ClaimRule
{
    /// <summary>Every place that breaks the rule. It ignores missing values and values of another kind; the schema reports those.</summary>
    public abstract IEnumerable<Violation> Check(ClaimPlace claims, RuleContext context);

    protected static Violation At(ClaimPlace place, string zh, string en) => new(place.Pointer, new LocalizedText(zh, en));
}
