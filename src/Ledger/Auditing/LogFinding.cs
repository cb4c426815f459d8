using System.Globalization;
using Ledger.Verify.Faults;

namespace Ledger.Auditing;

/// <summary>One fault in a log, and its place.</summary>
/// <param name="Fault">The fault.</param>
/// <param name="Path">The path of the file.</param>
public sealed record LogFinding(Fault Fault, string Path)
{
    /// <summary>The index of the first affected entry. Null if the whole file is affected.</summary>
    public long? First { get; init; }

    /// <summary>The index of the last affected entry.</summary>
    public long? Last { get; init; }

    /// <summary>The second file, if two files disagree and nothing says which one is right.</summary>
    public string? Beside { get; init; }

    /// <summary>Further details, such as numbers, in both languages.</summary>
    public LocalizedText? Detail { get; init; }

    /// <summary>The whole sentence, with all details except the path of the file.</summary>
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
