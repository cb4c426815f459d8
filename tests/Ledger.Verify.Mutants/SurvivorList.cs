namespace Ledger.Verify.Mutants;

/// <summary>The survivor list of the README: a row for each mutant that no test can notice, with the reason.</summary>
internal sealed class SurvivorList(string readme)
{
    private readonly HashSet<string> _keys = [.. Rows(readme)];

    public bool Explains(Mutant mutant) => _keys.Contains(KeyOf(mutant));

    /// <summary>The rows about these folders whose mutant does not survive.</summary>
    public IReadOnlyList<string> Outdated(IReadOnlyCollection<string> folders, IEnumerable<Mutant> survivors)
    {
        var keys = survivors.Select(KeyOf).ToHashSet(StringComparer.Ordinal);
        return [.. _keys.Where(key => folders.Contains(key.Trim('`').Split('/')[0]) && !keys.Contains(key))];
    }

    /// <summary>
    /// The first three columns of a mutant's row: file, line of code, change. Without the line's number, so that a row outlives moved lines.
    /// </summary>
    public static string KeyOf(Mutant mutant) => $"`{mutant.File}` | `{Escape(mutant.Code)}` | `{Escape(mutant.Change)}`";

    private static string Escape(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).Replace('`', '\'');

    // The last column is the reason. A row without one explains nothing.
    private static IEnumerable<string> Rows(string readme) => readme.Split('\n')
        .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
        .Select(line => line.TrimEnd().TrimEnd('|').TrimEnd())
        .Select(line => (Line: line, End: line.LastIndexOf(" | ", StringComparison.Ordinal)))
        .Where(row => row.End > 2 && row.End + 3 < row.Line.Length)
        .Select(row => row.Line[2..row.End]);
}
