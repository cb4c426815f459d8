using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Ledger.Faults;
using Ledger.Files;
using Ledger.Verify.EvidenceFiles;

namespace Ledger.Cli.Bundles;

/// <summary>
/// The reasons of status changes, read from a node's answer and written for people. A node gives them only to a token that may read them, an
/// issuer's or auditor's. Stateless.
/// </summary>
internal static class StatusReasonsText
{
    /// <summary>The reasons in a record's history; none when the token may not read them.</summary>
    /// <exception cref="CouldNotRunException">The answer has no events.</exception>
    public static ImmutableArray<StatusReason> FromHistory(JsonObject history) =>
    [
        .. (history["events"] as JsonArray ?? throw new CouldNotRunException(RunFaults.AnswerUnreadable, "no events"))
            .OfType<JsonObject>()
            .Where(row => row["reason"] is JsonValue && row["status"] is JsonValue)
            .Select(row => new StatusReason(
                Text(row, "at"), Text(row, "status"), Text(row, "reason"), Text(row, "by"), row["index"] is JsonValue index && index.TryGetValue<long>(out var entry) ? entry : -1)),
    ];

    /// <summary>Writes the reasons. Another party wrote the texts, so each is made safe for a terminal first.</summary>
    public static void Write(TextWriter output, ImmutableArray<StatusReason> reasons)
    {
        if (reasons.IsEmpty)
        {
            return;
        }

        output.WriteLine("  Reasons, as the department's node said them; not proven. 状态变更的理由，出自部门节点，未获证明。");
        foreach (var one in reasons)
        {
            output.WriteLine($"    {OneLine.FromText(one.At)}  {OneLine.FromText(one.Status),-12} {OneLine.FromText(one.Reason)}  ({OneLine.FromText(one.By)})");
        }
    }

    private static string Text(JsonObject row, string name) => row[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";
}
