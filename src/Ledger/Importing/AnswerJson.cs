using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Verify.Faults;

namespace Ledger.Importing;

/// <summary>Parses what a node answers. Stateless.</summary>
public static class AnswerJson
{
    /// <summary>Parses an answer, or one line of several, which must be a JSON object.</summary>
    /// <exception cref="FaultException">It is none.</exception>
    public static JsonObject ParseObject(string json)
    {
        try
        {
            return JsonNode.Parse(json) as JsonObject ?? throw new FaultException(RunFaults.AnswerUnreadable, "not an object");
        }
        catch (JsonException problem)
        {
            throw new FaultException(RunFaults.AnswerUnreadable, "not JSON", problem);
        }
    }
}
