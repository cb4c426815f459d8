using System.Text.Encodings.Web;
using System.Text.Json;

namespace Ledger.Files;

/// <summary>How JSON files that people read are written.</summary>
public static class JsonFiles
{
    public static JsonSerializerOptions Indented { get; } = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>One document on one line, Chinese characters unescaped.</summary>
    public static JsonSerializerOptions OneLine { get; } = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
