using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Ledger.Schemas;

namespace Ledger.Issuing;

/// <summary>
/// Decides quickly that the texts of a request need no further check: they have plain characters only, and no date of an unlikely year. Most requests are
/// so. A text that is not ordinary may still be right. Stateless.
/// </summary>
internal static class OrdinaryTexts
{
    // Printable ASCII, the Han characters of everyday use, and the punctuation beside them. Each is visible, except the blank.
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        [.. Range(' ', '~'), .. Range('\u4E00', '\u9FFF'), .. Range('\u3001', '\u301B'), .. Range('\uFF01', '\uFF5E')]);

    /// <summary>Whether all texts inside a value are ordinary.</summary>
    /// <param name="value">Any JSON value.</param>
    /// <param name="earliest">The first year that a date may have.</param>
    /// <param name="latest">The last year that a date may have.</param>
    public static bool AreAllIn(JsonElement value, int earliest, int latest) =>
        JsonLeaves.All(value, leaf => leaf.ValueKind is not JsonValueKind.String || IsOrdinary(leaf.GetString(), earliest, latest));

    private static bool IsOrdinary(ReadOnlySpan<char> text, int earliest, int latest) =>
        text.IsEmpty
        || (!text.ContainsAnyExcept(Plain) && text.ContainsAnyExcept(' ') && (!MayBeDate(text) || HasYear(text, earliest, latest)));

    private static bool MayBeDate(ReadOnlySpan<char> text) => text.Length >= 10 && (text.Length == 10 || text[10] == 'T') && text[4] == '-' && text[7] == '-';

    private static bool HasYear(ReadOnlySpan<char> text, int earliest, int latest) =>
        int.TryParse(text[..4], NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year >= earliest && year <= latest;

    private static IEnumerable<char> Range(char first, char last) => Enumerable.Range(first, last - first + 1).Select(code => (char)code);
}
