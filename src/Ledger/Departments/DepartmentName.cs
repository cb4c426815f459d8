using System.Globalization;
using System.Text;

namespace Ledger.Departments;

/// <summary>
/// What a department may be called: a line of text that people read in lists, reports and records. Stateless.
/// </summary>
public static class DepartmentName
{
    /// <summary>The longest name, in Unicode characters.</summary>
    public const int MaxLength = 100;

    /// <summary>
    /// Whether a text is such a name: 1 to 100 characters with a letter among them, no blank at either end, and nothing that is not seen, breaks the
    /// line, turns the direction of writing or is no character.
    /// </summary>
    public static bool IsName(string? text) =>
        text is { Length: > 0 and <= 2 * MaxLength }
        && text.EnumerateRunes().Count() <= MaxLength
        && !char.IsWhiteSpace(text[0]) && !char.IsWhiteSpace(text[^1])
        && text.EnumerateRunes().All(IsSeen)
        && text.EnumerateRunes().Any(Rune.IsLetter);

    // Half a surrogate pair is read as U+FFFD.
    private static bool IsSeen(Rune rune) => rune.Value != 0xFFFD && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control
        or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate);
}
