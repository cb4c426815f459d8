using Ledger.Verify.Faults;

namespace Ledger.Issuing;

/// <summary>The values are valid names of persons.</summary>
internal sealed record PersonNamesRule(IReadOnlyList<string> Places) : ClaimRule
{
    public override IEnumerable<Violation> Check(ClaimPlace claims, RuleContext context) => Places
        .SelectMany(path => ClaimPlaces.Select(claims, path))
        .Select(place => (Place: place, Problem: place.Text is { } name ? SubjectCheck.FindProblemOfName(name) : null))
        .Where(found => found.Problem is not null)
        .Select(found => new Violation(found.Place.Pointer, found.Problem!)); // Filtered above.
}
