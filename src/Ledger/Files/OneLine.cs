using System.Globalization;
using System.Text;

namespace Ledger.Files;

/// <summary>
/// Makes foreign text safe for a terminal. Its lines cannot look like ours. It cannot move the cursor, change the writing direction or contain
/// invisible characters. Stateless.
/// </summary>
public static class OneLine
{
    /// <summary>The same for a text of any length. A longer text is cut.</summary>
    public static string FromText(string text, int maxLength)
    {
        ArgumentNullException.ThrowIfNull(text);
        var line = FromText(text[..Math.Min(text.Length, maxLength)]);
        return text.Length > maxLength ? line + "…" : line;
    }

    public static string FromText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return string.Concat(text.EnumerateRunes().Select(rune => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
            ? " "
            : rune.ToString()));
    }
}
