using System.Text.Encodings.Web;
using System.Text.Json;

namespace Ledger.Files;

/// <summary>Serializer options for JSON files that people read.</summary>
public static class JsonFiles
{
    public static JsonSerializerOptions Indented { get; } = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>One document on one line. Chinese characters are not escaped.</summary>
    public static JsonSerializerOptions OneLine { get; } = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
