using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ledger.Verify.EvidenceFiles;

/// <summary>Writes and reads the reasons in evidence as JSON, in the form <c>ledger-evidence-status/1</c>. Stateless.</summary>
public static class StatusReasonsJson
{
    private const string Form = "ledger-evidence-status/1";

    /// <summary>Returns the reasons as a list, in the given order.</summary>
    public static JsonArray ToJson(ImmutableArray<StatusReason> reasons) =>
    [
        .. reasons.Select(one => (JsonNode)new JsonObject
        {
            ["at"] = one.At, ["status"] = one.Status, ["reason"] = one.Reason, ["by"] = one.By, ["entry"] = one.Entry,
        }),
    ];

    internal static byte[] ToUtf8(ImmutableArray<StatusReason> reasons) => Encoding.UTF8.GetBytes(
        new JsonObject { ["form"] = Form, ["changes"] = ToJson(reasons) }.ToJsonString(EvidenceParts.JsonOptions) + "\n");

    /// <exception cref="FormatException">The text is not in the form that <see cref="ToUtf8"/> writes.</exception>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    internal static ImmutableArray<StatusReason> Read(byte[] utf8) =>
        JsonNode.Parse(utf8) is JsonObject json && json["form"] is JsonValue form && form.TryGetValue<string>(out var text) && text == Form && json["changes"] is JsonArray changes
            ? [.. changes.OfType<JsonObject>().Select(row => new StatusReason(Text(row, "at"), Text(row, "status"), Text(row, "reason"), Text(row, "by"),
                row["entry"] is JsonValue entry && entry.TryGetValue<long>(out var index) ? index : -1))]
            : throw new FormatException("The reasons are in no known form.");

    private static string Text(JsonObject row, string name) => row[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";
}
