using System.Text;
using System.Text.Json.Nodes;

namespace Ledger.Samples.Tests;

/// <summary>The lines of the sample city.</summary>
internal static class SampleLines
{
    public static byte[] Bytes(int residents, ulong seed, DateOnly? asOf = null)
    {
        using var output = new MemoryStream();
        SampleCityWriter.Write(output, residents, seed, asOf ?? SampleCity.DefaultDate, progress: null);
        return output.ToArray();
    }

    public static IReadOnlyList<string> Generate(int residents, ulong seed, DateOnly? asOf = null) =>
        Encoding.UTF8.GetString(Bytes(residents, seed, asOf)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public static IEnumerable<JsonObject> Parsed(int residents, ulong seed, DateOnly? asOf = null) =>
        Generate(residents, seed, asOf).Select(line => JsonNode.Parse(line)!.AsObject());

    /// <summary>The last part of a <c>vct</c> without its version, such as <c>senior-card</c>.</summary>
    public static string TypeOf(JsonObject line) => ((string)line["type"]!).Split('/')[^2];
}
