using System.Text.Encodings.Web;
using System.Text.Json;

namespace Ledger.Web.Startup;

/// <summary>How JSON files that people read are written.</summary>
internal static class JsonFiles
{
    public static JsonSerializerOptions Indented { get; } = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
