using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Ledger.Keys;
using Ledger.Verify.Faults;
using Ledger.Verify.Trees;

namespace Ledger.Sharing;

/// <summary>
/// The lines of <see cref="FileShares"/>: <c>share code index subject ends check</c> and <c>end index time check</c>, after a line with the version. The
/// check is the beginning of the line's SHA-256. Stateless.
/// </summary>
internal static class ShareLines
{
    public const string Header = "ledger shares 1\n";

    private const string Family = "ledger shares ";
    private const int CheckLength = 8;

    public static string Format(ShareRow row) => string.Create(CultureInfo.InvariantCulture,
        $"share {row.Code.ToHex()} {row.Index} {row.Subject} {row.Ends.ToUnixTimeMilliseconds()}");

    public static string FormatEnd(long index, DateTimeOffset at) => string.Create(CultureInfo.InvariantCulture, $"end {index} {at.ToUnixTimeMilliseconds()}");

    /// <summary>A line with its check and a line feed.</summary>
    public static string Seal(string line) => $"{line} {CheckOf(line)}\n";

    /// <summary>Reads a file. What a crash left unfinished behind the last line feed is ignored.</summary>
    /// <param name="text">The whole file.</param>
    /// <param name="rows">The shares, by the index of their entries.</param>
    /// <param name="length">The length of the complete lines.</param>
    /// <returns>False if a line is not as it was written.</returns>
    /// <exception cref="FaultException"><see cref="StoreFaults.TooNew"/>: a later version wrote it.</exception>
    public static bool TryRead(string text, [NotNullWhen(true)] out SortedDictionary<long, ShareRow>? rows, out int length)
    {
        (rows, length) = (null, 0);
        if (!text.StartsWith(Header, StringComparison.Ordinal))
        {
            var first = text.Split('\n', 2)[0];
            return first.StartsWith(Family, StringComparison.Ordinal) && int.TryParse(first.AsSpan(Family.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version > 1
                ? throw new FaultException(StoreFaults.TooNew, "The list of shares is of a later version.")
                : false;
        }

        rows = [];
        length = Header.Length;
        for (int end; (end = text.IndexOf('\n', length)) >= 0; length = end + 1)
        {
            if (!TryReadLine(text[length..end], rows))
            {
                return false;
            }
        }

        return true;
    }

    private static bool TryReadLine(string line, SortedDictionary<long, ShareRow> rows)
    {
        if (line.Length <= CheckLength || line[^(CheckLength + 1)] is not ' ' || line[^CheckLength..] != CheckOf(line[..^(CheckLength + 1)]))
        {
            return false;
        }

        switch (line.Split(' '))
        {
            case ["share", var code, var index, var subject, var ends, _]
                when Digest.TryParseHex(code, out var digest) && TryNumber(index, out var at) && SubjectHandle.TryParse(subject, out var handle) && TryTime(ends, out var until):
                rows[at] = new ShareRow(digest, at, handle, until, null);
                return true;
            case ["end", var index, var time, _] when TryNumber(index, out var at) && TryTime(time, out var ended):
                if (rows.TryGetValue(at, out var row))
                {
                    rows[at] = row with { EndedAt = row.EndedAt ?? ended };
                }

                return true;
            default:
                return false;
        }
    }

    private static bool TryNumber(string text, out long number) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static bool TryTime(string text, out DateTimeOffset time)
    {
        var isTime = TryNumber(text, out var milliseconds) && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();
        time = isTime ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : default;
        return isTime;
    }

    private static string CheckOf(string line) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(line)))[..CheckLength];
}
