using System.Text.Json.Nodes;

namespace Ledger.Cli.Output;

/// <summary>How much was due, how much was done and how much is missing, as JSON; the same in every report.</summary>
internal static class CountJson
{
    public static JsonObject Of(long due, long done) => new() { ["due"] = due, ["done"] = done, ["missing"] = due - done };
}
