using Ledger.Verify.Faults;

namespace Ledger.Issuing;

/// <summary>A number that starts with the given letter must continue with the identity number of the subject, if that has 18 characters.</summary>
internal sealed record SubjectNumberRule(string Place, string Letter) : ClaimRule
{
    private const int CitizenNumberLength = 18;

    public override IEnumerable<Violation> Check(ClaimPlace claims, RuleContext context) => ClaimPlaces.Select(claims, Place)
        .Where(place => place.Text is { } text && text.StartsWith(Letter, StringComparison.Ordinal)
            && context.Subject.Identity.Number is { Length: CitizenNumberLength } number && text[Letter.Length..] != number)
        .Select(place => At(place, $"{Letter} 之后应为居民的证件号码。", $"After {Letter}, the subject's identity number must follow."));
}
