using System.Globalization;
using Ledger.Verify.Faults;

namespace Ledger.Issuing;

/// <summary>A school year names two consecutive years.</summary>
internal sealed record SchoolYearRule(string Place) : ClaimRule
{
    public override IEnumerable<Violation> Check(ClaimPlace claims, RuleContext context) => ClaimPlaces.Select(claims, Place)
        .Where(place => place.Text is { Length: 9 } text
            && int.TryParse(text.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var first)
            && int.TryParse(text.AsSpan(5, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var second)
            && second != first + 1)
        .Select(place => At(place, "应为相邻的两年。", "It must be two consecutive years."));
}
