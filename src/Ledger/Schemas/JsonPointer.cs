using System.Globalization;

namespace Ledger.Schemas;

/// <summary>Builds JSON Pointers (RFC 6901 section 3): each token starts with <c>/</c>, and <c>~</c> and <c>/</c> are escaped.</summary>
internal static class JsonPointer
{
    public static string Append(string path, string name) =>
        path + "/" + name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    public static string Append(string path, int index) => path + "/" + index.ToString(CultureInfo.InvariantCulture);
}
