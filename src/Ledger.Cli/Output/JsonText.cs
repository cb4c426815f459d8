using System.Text.Encodings.Web;
using System.Text.Json;

namespace Ledger.Cli.Output;

/// <summary>How commands write JSON: Chinese as it is, one document on one line.</summary>
internal static class JsonText
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
