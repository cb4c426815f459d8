using System.Globalization;
using System.Text;

namespace Ledger.Files;

/// <summary>
/// Text that somebody else wrote, for a person's terminal: no line of it can look like one of ours, nothing in it moves the cursor, turns the
/// direction of writing or is not seen. Stateless.
/// </summary>
public static class OneLine
{
    /// <summary>The same, of a text that its writer may have made as long as they liked.</summary>
    public static string Of(string text, int maxLength)
    {
        ArgumentNullException.ThrowIfNull(text);
        var line = Of(text[..Math.Min(text.Length, maxLength)]);
        return text.Length > maxLength ? line + "…" : line;
    }

    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return string.Concat(text.EnumerateRunes().Select(rune => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
            ? " "
            : rune.ToString()));
    }
}
