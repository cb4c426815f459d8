using System.Globalization;

namespace Ledger.Issuing;

/// <summary>RFC 6901 section 3: a path of <c>/</c>-led tokens with <c>~</c> and <c>/</c> escaped.</summary>
internal static class JsonPointer
{
    public static string Append(string path, string name) =>
        path + "/" + name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    public static string Append(string path, int index) => path + "/" + index.ToString(CultureInfo.InvariantCulture);
}
