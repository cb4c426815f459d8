using System.Globalization;
using System.Text;

namespace Ledger.Departments;

/// <summary>The rule for the name of a department. People read the name in lists, reports and records. Stateless.</summary>
public static class DepartmentName
{
    /// <summary>The longest name, in Unicode characters.</summary>
    public const int MaxLength = 100;

    /// <summary>
    /// Whether a text is a valid name: 1 to 100 characters, at least one letter, no white space at either end. Controls, line breaks, marks that
    /// change the writing direction and unassigned characters are not allowed.
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
