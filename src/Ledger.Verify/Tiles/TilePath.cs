using System.Globalization;
using System.Text;

namespace Ledger.Verify.Tiles;

/// <summary>
/// Writes an index into a path as C2SP tlog-tiles does: groups of three digits, each except the last prefixed by <c>x</c>. A partial file of width
/// W ends with <c>.p/W</c>.
/// </summary>
internal static class TilePath
{
    public const int FullWidth = 256;

    public static string Write(string prefix, long index, int width)
    {
        var digits = index.ToString(CultureInfo.InvariantCulture);
        digits = digits.PadLeft((digits.Length + 2) / 3 * 3, '0');
        var path = new StringBuilder(prefix);
        for (var i = 0; i < digits.Length; i += 3)
        {
            path.Append(i + 3 < digits.Length ? "/x" : "/").Append(digits, i, 3);
        }

        if (width < FullWidth)
        {
            path.Append(CultureInfo.InvariantCulture, $".p/{width}");
        }

        return path.ToString();
    }

    /// <summary>Reads exactly what <see cref="Write"/> writes after the prefix and its slash.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, out long index, out int width)
    {
        (index, width) = (0, FullWidth);
        var partial = text.IndexOf(".p/");
        if (partial >= 0)
        {
            if (!TryReadNumber(text[(partial + 3)..], out var number) || number is 0 or >= FullWidth)
            {
                return false;
            }

            width = (int)number;
            text = text[..partial];
        }

        return TryReadIndex(text, out index);
    }

    /// <summary>Decimal digits without a leading zero (except zero itself), below 2^63.</summary>
    public static bool TryReadNumber(ReadOnlySpan<char> text, out long number)
    {
        number = 0;
        if (text.ContainsAnyExceptInRange('0', '9') || (text.Length > 1 && text[0] == '0'))
        {
            return false; // A number's parser by itself would accept zero bytes at the end.
        }

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    private static bool TryReadIndex(ReadOnlySpan<char> text, out long index)
    {
        index = 0;
        var isFirst = true;
        while (!text.IsEmpty)
        {
            var isInner = text[0] == 'x';
            var group = isInner ? text[1..] : text;
            var rest = group.Length > 3 && group[3] == '/' ? group[4..] : [];
            if (group.Length < 3 || group[..3].ContainsAnyExceptInRange('0', '9') || isInner == rest.IsEmpty || (!isInner && group.Length != 3)
                || (isFirst && isInner && group[..3] is "000") || index > (long.MaxValue - 999) / 1000)
            {
                return false;
            }

            index = (index * 1000) + int.Parse(group[..3], NumberStyles.None, CultureInfo.InvariantCulture);
            text = rest;
            isFirst = false;
        }

        return !isFirst;
    }
}
