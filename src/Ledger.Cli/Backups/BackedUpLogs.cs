using System.Text.Json.Nodes;
using Ledger.Backups;

namespace Ledger.Cli.Backups;

/// <summary>Writes the departments of a backup as JSON. Stateless.</summary>
internal static class BackedUpLogs
{
    public static JsonArray ToJson(IEnumerable<BackedUpLog> logs) => [.. logs.Select(log => (JsonNode)new JsonObject
    {
        ["department"] = log.Department.ToString(), ["origin"] = log.Origin, ["size"] = log.Size, ["root"] = log.Root.ToBase64(),
    })];
}
