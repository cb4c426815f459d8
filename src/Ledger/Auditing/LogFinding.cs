using System.Globalization;
using Ledger.Faults;

namespace Ledger.Auditing;

/// <summary>One thing that is wrong with a log, and where.</summary>
/// <param name="Fault">What.</param>
/// <param name="Path">The file.</param>
public sealed record LogFinding(Fault Fault, string Path)
{
    /// <summary>The first entry it concerns; null when it concerns the whole file.</summary>
    public long? First { get; init; }

    /// <summary>The last entry it concerns.</summary>
    public long? Last { get; init; }

    /// <summary>The other file, where two do not agree and nothing says which is right.</summary>
    public string? Beside { get; init; }

    /// <summary>Numbers that say more, in both languages.</summary>
    public LocalizedText? Detail { get; init; }

    /// <summary>The whole sentence, its place included but for the file.</summary>
    public LocalizedText Sentence => new(
        Fault.Title.Zh[..^1] + Joined("（", "；", "）", EntriesZh, Beside, Detail?.Zh) + "。",
        Fault.Title.En[..^1] + Joined(" (", "; ", ")", EntriesEn, Beside, Detail?.En) + ".");

    private string? EntriesEn => First is not { } first ? null
        : first == Last ? string.Create(CultureInfo.InvariantCulture, $"entry {first}")
        : string.Create(CultureInfo.InvariantCulture, $"entries {first} to {Last}");

    private string? EntriesZh => First is not { } first ? null
        : first == Last ? string.Create(CultureInfo.InvariantCulture, $"条目 {first}")
        : string.Create(CultureInfo.InvariantCulture, $"条目 {first} 至 {Last}");

    private static string Joined(string open, string between, string close, params IEnumerable<string?> parts)
    {
        var said = string.Join(between, parts.Where(part => part is not null));
        return said.Length == 0 ? "" : open + said + close;
    }
}
