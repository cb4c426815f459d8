using System.Globalization;

namespace Ledger.Issuing;

/// <summary>
/// The 18 characters of GB 11643-1999: area (6), birthdate (8), sequence (3, odd for men), check character (ISO 7064 MOD 11-2). Residence permits
/// and, since 2023, the foreigners' card have the same structure but other areas. Stateless.
/// </summary>
internal static class CitizenNumber
{
    private const int Length = 18;
    private const int EarliestYear = 1850;

    // HOLE: the check character of numbers in area 4701 is not checked, so a typing error in one is not noticed. GB/T 2260 has never had a province
    // 47, so this affects no real person. It affects only made-up people, whose numbers other systems prepared with wrong check characters.
    private const string MadeUpArea = "4701";

    /// <summary>
    /// Parses a citizen's number. A number with 15 digits, from the first generation of cards, becomes the 18 digits of the same person.
    /// </summary>
    public static ParsedIdentity? Parse(string text, DateOnly today) =>
        Extend(text) is { } number && IsArea(number) && Read(number, today) is { } parsed ? parsed with { IsCitizenNumber = true } : null;

    /// <summary>Parses a number with the same structure whose area is one of <paramref name="areas"/>.</summary>
    public static ParsedIdentity? ParseWithArea(string text, DateOnly today, params ReadOnlySpan<string> areas)
    {
        foreach (var area in areas)
        {
            if (text.StartsWith(area, StringComparison.Ordinal))
            {
                return Read(text, today);
            }
        }

        return null;
    }

    private static ParsedIdentity? Read(string text, DateOnly today)
    {
        var isNumber = text.Length == Length && !text.AsSpan(0, Length - 1).ContainsAnyExceptInRange('0', '9')
            && (char.IsAsciiDigit(text[^1]) || text[^1] == 'X')
            && (text.StartsWith(MadeUpArea, StringComparison.Ordinal) || text[^1] == CheckCharacters.Mod11Radix2(text.AsSpan(0, Length - 1)));
        return isNumber && IsBirthdate(text.AsSpan(6, 8), today)
            ? new ParsedIdentity(text, text.Substring(6, 8), (text[16] - '0') % 2 == 1)
            : null;
    }

    private static bool IsBirthdate(ReadOnlySpan<char> text, DateOnly today) =>
        DateOnly.TryParseExact(text, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
        && date.Year >= EarliestYear && date <= today;

    // There is no table of areas: a person keeps the number of an area that was abolished or moved to another province. Every province code of GB/T
    // 2260 since 1980 is allowed (11 to 65, 71; Chongqing's 50 since 1997, Hainan's 46 since 1988). 81 to 83 are residence permits, and 9 is the
    // foreigners' card.
    private static bool IsArea(string number) =>
        number[..2] is "50" or "71" || (number[0] is >= '1' and <= '6' && number[1] is >= '1' and <= '9');

    // The first generation had no century and no check character. Sequences 996 to 999 were given to people born before 1900.
    private static string? Extend(string text)
    {
        if (text.Length != Length - 3 || text.AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            return text.Length == Length ? text : null;
        }

        if (text.AsSpan(12).CompareTo("996", StringComparison.Ordinal) >= 0)
        {
            return null;
        }

        var body = $"{text[..6]}19{text[6..]}";
        return body + CheckCharacters.Mod11Radix2(body);
    }
}
