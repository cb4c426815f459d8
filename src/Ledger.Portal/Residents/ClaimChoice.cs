using System.Text.Json;
using Ledger.Issuing;
using Ledger.UseCases.Residents;
using Ledger.Verify.RecordTypes;

namespace Ledger.Portal.Residents;

/// <summary>One claim that a resident can show or keep to herself.</summary>
/// <param name="Row">The claim with its label and value.</param>
/// <param name="Value">What the form sends when it is chosen: the paths that the choice discloses, as a JSON array.</param>
public sealed record ClaimChoice(ClaimRow Row, string Value)
{
    private const int MostPaths = 1000;
    private const int MostParts = 6;

    /// <summary>The choices of a record: each claim that can be disclosed by itself, and each claim that has such parts.</summary>
    /// <param name="record">The record.</param>
    /// <param name="rows">Its claims with labels.</param>
    public static IReadOnlyList<ClaimChoice> List(OwnRecord record, ClaimRows rows)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(rows);
        var offered = rows.Rows.Where(row => record.Selectable.Contains(row.Path) || (row.Depth == 0 && record.Selectable.Any(row.Path.Contains))).ToList();
        return
        [
            .. from row in offered
               let paths = record.Selectable.Where(path => row.Path.Contains(path) && !offered.Exists(other => IsCloser(other, row, path))).ToList()
               where paths.Count > 0 // Its parts all have boxes of their own.
               select new ClaimChoice(row with { Value = Describe(row, rows) }, Write(paths)),
        ];
    }

    /// <summary>What everybody sees, whatever is chosen: the claims that the seal shows in clear.</summary>
    public static IReadOnlyList<ClaimRow> ListAlways(OwnRecord record, ClaimRows rows)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(rows);
        return [.. rows.Rows.Where(row => row.Value.Length > 0 && !record.Selectable.Any(path => path.Contains(row.Path)))];
    }

    /// <summary>Reads what the form sent. Null if it is not what a form of this service sends.</summary>
    public static IReadOnlyList<ClaimPath>? Read(IEnumerable<string> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var paths = new List<ClaimPath>();
        foreach (var value in values)
        {
            if (!TryRead(value, paths) || paths.Count > MostPaths)
            {
                return null;
            }
        }

        return paths;
    }

    /// <summary>Shows no content, so that no log line contains personal data.</summary>
    public override string ToString() => "ClaimChoice";

    // Another box is closer to a claim than this one, so that box discloses it.
    private static bool IsCloser(ClaimRow other, ClaimRow row, ClaimPath path) =>
        other.Path.Segments.Length > row.Path.Segments.Length && row.Path.Contains(other.Path) && other.Path.Contains(path);

    // A box for a claim with parts says what the parts say. Otherwise several assessors or amounts would look the same.
    private static string Describe(ClaimRow row, ClaimRows rows) => row.Value.Length > 0 ? row.Value
        : string.Join(" · ", rows.Rows.Where(part => part.Value.Length > 0 && row.Path.Contains(part.Path)).Take(MostParts).Select(part => $"{part.Label} {part.Value}"));

    private static string Write(IEnumerable<ClaimPath> paths) => $"[{string.Join(',', paths)}]";

    private static bool TryRead(string value, List<ClaimPath> paths)
    {
        try
        {
            using var json = JsonDocument.Parse(value);
            if (json.RootElement.ValueKind is not JsonValueKind.Array)
            {
                return false;
            }

            foreach (var item in json.RootElement.EnumerateArray())
            {
                if (!ClaimPath.TryParse(item, out var path))
                {
                    return false;
                }

                paths.Add(path);
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
