using System.Text.Json;

namespace Ledger.Verify.Tests;

/// <summary>Reads the JSON vectors next to the tests.</summary>
internal static class JsonVectors
{
    public static JsonElement Read(params string[] path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine([AppContext.BaseDirectory, .. path])));
        return document.RootElement.Clone();
    }

    /// <summary>One theory row for each vector: its description, which names the test, and its JSON.</summary>
    public static TheoryData<string, string> Rows(string list, params string[] path)
    {
        var rows = new TheoryData<string, string>();
        foreach (var vector in Read(path).GetProperty(list).EnumerateArray())
        {
            rows.Add(vector.GetProperty("desc").GetString()!, vector.GetRawText());
        }

        return rows;
    }

    public static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    public static byte[] Bytes(JsonElement hex) => Bytes(hex.GetString()!);

    public static string Hex(ReadOnlySpan<byte> bytes) => "0x" + Convert.ToHexStringLower(bytes);

    public static byte[] Bytes(string hex) => Convert.FromHexString(hex.AsSpan(2));
}
