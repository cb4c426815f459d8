using Ledger.Verify.Faults;

namespace Ledger.Issuing;

/// <summary>A unified social credit code has the right check character. The schema checks codes of other forms.</summary>
internal sealed record SocialCreditCodesRule(IReadOnlyList<string> Places) : ClaimRule
{
    private const int Length = 18;

    public override IEnumerable<Violation> Check(ClaimPlace claims, RuleContext context) => Places
        .SelectMany(path => ClaimPlaces.Select(claims, path))
        .Where(place => place.Text is { Length: Length } code && !code.Contains('.', StringComparison.Ordinal) && !IdentityTypes.IsSocialCreditCode(code))
        .Select(place => At(place, "统一社会信用代码的校验码不符。", "The check character of the unified social credit code is wrong."));
}
