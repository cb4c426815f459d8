using Ledger.Verify.Faults;

namespace Ledger.Issuing;

/// <summary>
/// GB/T 36904-2018: the identifier of an electronic licence contains its type, and ends with a check character over all parts after the root.
/// </summary>
internal sealed record LicenceRule : ClaimRule
{
    private const int PartsOfRoot = 5;

    public override IEnumerable<Violation> Check(ClaimPlace claims, RuleContext context)
    {
        var type = ClaimPlaces.Select(claims, "electronic_licence/cert_type_code").FirstOrDefault().Text;
        return ClaimPlaces.Select(claims, "electronic_licence/cert_identifier")
            .Where(place => place.Text is { } text && !IsIdentifier(text.Split('.'), type))
            .Select(place => At(place, "电子证照标识的校验码或类型代码不符。", "The identifier's check character or its type is wrong."));
    }

    private static bool IsIdentifier(string[] parts, string? type)
    {
        // The schema checks the number and the characters of the parts.
        var joined = string.Concat(parts.Skip(PartsOfRoot).SkipLast(1));
        return parts.Length <= PartsOfRoot || !joined.All(char.IsAsciiLetterOrDigit)
            || ((type is null || parts[PartsOfRoot] == type) && parts[^1] == CheckCharacters.Mod37And36(joined).ToString());
    }
}
