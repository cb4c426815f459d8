using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Cli.Output;

namespace Ledger.Cli.RecordEvidence;

/// <summary>Why a status was changed and who asked for it, as the department's node said. Nothing proves it: the log holds a commitment to it only.</summary>
/// <param name="At">When it was logged, RFC 3339.</param>
/// <param name="Status">The new status.</param>
/// <param name="Reason">Why; personal data as far as it speaks of the person.</param>
/// <param name="By">Who asked for it.</param>
/// <param name="Entry">The place in the log.</param>
internal sealed record StatusReason(string At, string Status, string Reason, string By, long Entry);

/// <summary>
/// The reasons in evidence: those that the token with which it is made may read (an issuer's or auditor's), as the record's claims are. Stateless.
/// </summary>
internal static class StatusReasons
{
    private const string Form = "ledger-evidence-status/1";

    /// <summary>Those of a record's history; none when the token may not read them.</summary>
    public static ImmutableArray<StatusReason> FromHistory(JsonObject history) =>
    [
        .. (history["events"] as JsonArray ?? throw new CliException(CliFaults.AnswerUnreadable, "no events"))
            .OfType<JsonObject>()
            .Where(row => row["reason"] is JsonValue && row["status"] is JsonValue)
            .Select(row => new StatusReason(
                Text(row, "at"), Text(row, "status"), Text(row, "reason"), Text(row, "by"), row["index"] is JsonValue index && index.TryGetValue<long>(out var entry) ? entry : -1)),
    ];

    public static byte[] ToUtf8(ImmutableArray<StatusReason> reasons) => Encoding.UTF8.GetBytes(
        new JsonObject { ["form"] = Form, ["changes"] = ToJson(reasons) }.ToJsonString(JsonText.Options) + "\n");

    /// <exception cref="InvalidDataException">It is not what <see cref="ToUtf8"/> writes.</exception>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static ImmutableArray<StatusReason> Read(byte[] utf8) =>
        JsonNode.Parse(utf8) is JsonObject json && json["form"] is JsonValue form && form.TryGetValue<string>(out var text) && text == Form && json["changes"] is JsonArray changes
            ? [.. changes.OfType<JsonObject>().Select(row => new StatusReason(Text(row, "at"), Text(row, "status"), Text(row, "reason"), Text(row, "by"),
                row["entry"] is JsonValue entry && entry.TryGetValue<long>(out var index) ? index : -1))]
            : throw new InvalidDataException("The reasons are in no form that is known.");

    public static JsonArray ToJson(ImmutableArray<StatusReason> reasons) =>
    [
        .. reasons.Select(one => (JsonNode)new JsonObject
        {
            ["at"] = one.At, ["status"] = one.Status, ["reason"] = one.Reason, ["by"] = one.By, ["entry"] = one.Entry,
        }),
    ];

    /// <summary>Written by somebody else: not one character of it reaches the terminal as it is.</summary>
    public static void Write(TextWriter output, ImmutableArray<StatusReason> reasons)
    {
        if (reasons.IsEmpty)
        {
            return;
        }

        output.WriteLine("  Reasons, as the department's node said them; not proven. 状态变更的理由，出自部门节点，未获证明。");
        foreach (var one in reasons)
        {
            output.WriteLine($"    {OneLine.Of(one.At)}  {OneLine.Of(one.Status),-12} {OneLine.Of(one.Reason)}  ({OneLine.Of(one.By)})");
        }
    }

    private static string Text(JsonObject row, string name) => row[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";
}
