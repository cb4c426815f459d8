using System.Globalization;
using System.Text;

namespace Ledger.Issuing;

/// <summary>
/// Works with the visible part of a text. People paste numbers and names from chats, web pages and spreadsheets. These insert invisible characters,
/// which make equal numbers differ. Stateless.
/// </summary>
internal static class VisibleText
{
    private const int ZeroWidthNonJoiner = 0x200C;
    private const int ZeroWidthJoiner = 0x200D;
    private const int Replacement = 0xFFFD;

    /// <summary>
    /// The text as a clerk reads it. Removes invisible characters, and converts full-width forms to ASCII, every decimal digit (Unicode category Nd)
    /// to 0 to 9, and Roman numerals of one letter to that letter, such as <c>Ⅹ</c> to <c>X</c>.
    /// </summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (!IsInvisible(rune))
            {
                folded.Append(Fold(rune).ToString());
            }
        }

        return folded.ToString();
    }

    /// <summary>The text without blanks and invisible characters at both ends.</summary>
    public static string Trim(string text)
    {
        var runes = text.EnumerateRunes().ToList();
        var first = runes.FindIndex(IsVisible);
        var last = runes.FindLastIndex(IsVisible);

        // A variation selector or joiner after the last visible character belongs to it. Rare Han characters need one.
        while (first >= 0 && last + 1 < runes.Count && IsVariationSelector(runes[last + 1].Value))
        {
            last++;
        }

        return first < 0 ? "" : string.Concat(runes[first..(last + 1)]);
    }

    /// <summary>Whether the text contains a visible character.</summary>
    public static bool HasVisible(string text) => text.EnumerateRunes().Any(IsVisible);

    /// <summary>
    /// Whether the text has a letter of any script. Private-use characters count, because older systems store rare Han characters there.
    /// </summary>
    public static bool HasLetter(string text) => text.EnumerateRunes().Any(IsLetter);

    /// <summary>
    /// Whether the text contains an invisible character where no script needs one, or U+FFFD, which marks a lost character. Joiners (Persian, Indic
    /// scripts), variation selectors (rare Han) and Mongolian selectors after a letter are allowed.
    /// </summary>
    public static bool HidesSomething(string text)
    {
        var isBehindLetter = false;
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value == Replacement || (IsInvisible(rune) && !(isBehindLetter && IsSpelling(rune.Value))))
            {
                return true;
            }

            isBehindLetter = IsLetter(rune) || (isBehindLetter && (IsMark(rune) || IsSpelling(rune.Value)));
        }

        return false;
    }

    private static bool IsVisible(Rune rune) => !IsInvisible(rune) && !Rune.IsWhiteSpace(rune);

    /// <summary>Format and control characters, and characters that Unicode calls default ignorable or that are drawn as nothing.</summary>
    private static bool IsInvisible(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.Control or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator
        || rune.Value is 0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or 0x2800 or 0x3164 or 0xFFA0
        || IsVariationSelector(rune.Value)
        || rune.Value is >= 0xE0000 and <= 0xE0FFF;

    private static bool IsVariationSelector(int value) =>
        value is (>= 0x180B and <= 0x180F) or (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF);

    private static bool IsSpelling(int value) => value is ZeroWidthNonJoiner or ZeroWidthJoiner || IsVariationSelector(value);

    private static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    // Planes 2 and 3 contain only Han characters. New versions of Unicode add characters that the runtime may not know yet.
    private static bool IsLetter(Rune rune) =>
        rune.Value is not (0x115F or 0x1160 or 0x3164 or 0xFFA0)
        && (Rune.IsLetter(rune) || rune.Value is >= 0x20000 and <= 0x3FFFD
            || Rune.GetUnicodeCategory(rune) is UnicodeCategory.LetterNumber or UnicodeCategory.PrivateUse);

    private static Rune Fold(Rune rune)
    {
        if (rune.Value is >= 0xFF01 and <= 0xFF5E)
        {
            return new Rune(rune.Value - 0xFEE0); // U+FF01 to U+FF5E are the full-width forms of U+0021 to U+007E.
        }

        if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.DecimalDigitNumber)
        {
            return new Rune('0' + (int)Rune.GetNumericValue(rune));
        }

        return rune.Value switch
        {
            0x3000 => new Rune(' '),
            0x2160 or 0x2170 => new Rune('I'),
            0x2164 or 0x2174 => new Rune('V'),
            0x2169 or 0x2179 => new Rune('X'),
            0x216C or 0x217C => new Rune('L'),
            0x216D or 0x217D => new Rune('C'),
            0x216E or 0x217E => new Rune('D'),
            0x216F or 0x217F => new Rune('M'),
            _ => rune,
        };
    }
}
