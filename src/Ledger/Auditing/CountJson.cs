using System.Text.Json.Nodes;

namespace Ledger.Auditing;

/// <summary>How much was due, how much was done and how much is missing, as JSON; the same in every report. Stateless.</summary>
public static class CountJson
{
    public static JsonObject ToJson(long due, long done) => new() { ["due"] = due, ["done"] = done, ["missing"] = due - done };
}
