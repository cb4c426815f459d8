using System.Text.Encodings.Web;
using System.Text.Json;

namespace Ledger.Cli.Output;

/// <summary>The JSON output of commands: one document on one line, with Chinese characters unescaped.</summary>
internal static class JsonText
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
