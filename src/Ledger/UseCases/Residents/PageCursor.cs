using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Ledger.Departments;
using Ledger.Verify.Faults;
using Ledger.Verify.Text;

namespace Ledger.UseCases.Residents;

/// <summary>
/// Where a page of a merged list begins: for each department the index below which it goes on, 0 where it has no more. A department that is not named
/// has not begun. It says nothing about other people, so it needs no secret. Immutable.
/// </summary>
/// <param name="Positions">The positions, by department.</param>
internal sealed record PageCursor(ImmutableSortedDictionary<string, long> Positions)
{
    private const string Version = "1";
    private const int MaxLength = 8000;

    /// <summary>The first page.</summary>
    public static PageCursor First { get; } = new(ImmutableSortedDictionary.Create<string, long>(StringComparer.Ordinal));

    /// <summary>Reads what <see cref="ToString"/> wrote, and nothing else.</summary>
    /// <param name="text">The text. Null for the first page.</param>
    public static Outcome<PageCursor> Read(string? text)
    {
        if (text is null)
        {
            return First;
        }

        return text.Length <= MaxLength && Base64Url.TryDecode(text, out var bytes) && Encoding.Latin1.GetString(bytes).Split(' ') is [Version, _, ..] parts
            && TryReadPositions(parts.AsSpan(1)) is { } cursor && cursor.ToString() == text
            ? cursor
            : DisclosureFaults.PageUnknown;
    }

    /// <summary>Where a department goes on.</summary>
    public long Find(DepartmentId department) => Positions.GetValueOrDefault(department.ToString(), long.MaxValue);

    /// <summary>The text for the address of the next page.</summary>
    public override string ToString() => Base64Url.Encode(Encoding.ASCII.GetBytes(string.Join(' ', Positions
        .Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Key}:{one.Value}")).Prepend(Version))));

    private static PageCursor? TryReadPositions(ReadOnlySpan<string> parts)
    {
        var positions = First.Positions.ToBuilder();
        foreach (var part in parts)
        {
            if (part.Split(':') is not [var name, var number] || !DepartmentId.TryParse(name, out _)
                || !long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var before) || !positions.TryAdd(name, before))
            {
                return null;
            }
        }

        return new PageCursor(positions.ToImmutable());
    }
}
