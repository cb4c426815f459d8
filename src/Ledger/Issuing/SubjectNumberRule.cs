using Ledger.Verify.Faults;

namespace Ledger.Issuing;

/// <summary>A number that consists of a letter and the subject's identity number, if it starts with that letter.</summary>
internal sealed record SubjectNumberRule(string Place, string Letter) : ClaimRule
{
    private const int CitizenNumberLength = 18;

    public override IEnumerable<Violation> Check(ClaimPlace claims, RuleContext context) => ClaimPlaces.Select(claims, Place)
        .Where(place => place.Text is { } text && text.StartsWith(Letter, StringComparison.Ordinal)
            && context.Subject.Identity.Number is { Length: CitizenNumberLength } number && text[Letter.Length..] != number)
        .Select(place => At(place, $"{Letter} 之后应为居民的证件号码。", $"Behind {Letter} stands the subject's identity number."));
}
