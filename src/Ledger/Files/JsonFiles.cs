using System.Text.Encodings.Web;
using System.Text.Json;

namespace Ledger.Files;

/// <summary>Options for JSON files that people read, and for JSON of others.</summary>
public static class JsonFiles
{
    /// <summary>For a text of somebody else. A name that occurs twice is refused at once; without this it would fail when a member is first read.</summary>
    public static JsonDocumentOptions Strict { get; } = new() { AllowDuplicateProperties = false };

    public static JsonSerializerOptions Indented { get; } = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>One document on one line. Chinese characters are not escaped.</summary>
    public static JsonSerializerOptions OneLine { get; } = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
