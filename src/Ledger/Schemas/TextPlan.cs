using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Ledger.Schemas;

/// <summary>A text with limits.</summary>
internal sealed class TextPlan : IValuePlan
{
    /// <summary>The least length, counted as the library does: in characters as a reader sees them.</summary>
    public required long Least { get; init; }

    /// <summary>The greatest length, counted in the same way.</summary>
    public required long Most { get; init; }

    /// <summary>The allowed texts. Default if there is no list.</summary>
    public required ImmutableArray<string> Allowed { get; init; }

    public required Regex? Pattern { get; init; }

    public required Func<string, bool>? IsInFormat { get; init; }

    public bool Allows(JsonElement value) =>
        value.ValueKind is JsonValueKind.String && value.GetString() is { } text
        && HasLength(text)
        && (Allowed.IsDefault || Allowed.Contains(text))
        && (Pattern is null || Pattern.IsMatch(text))
        && (IsInFormat is null || IsInFormat(text));

    // A reader sees at most as many characters as the text has UTF-16 units. The numbers are equal for printable ASCII.
    private bool HasLength(string text) =>
        text.Length <= Most && text.Length >= Least && (Least <= 1 || (Ascii.IsValid(text) && !text.AsSpan().ContainsAnyInRange('\0', '\u001F')));
}
