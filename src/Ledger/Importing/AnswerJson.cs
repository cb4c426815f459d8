using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Files;
using Ledger.Verify.Faults;

namespace Ledger.Importing;

/// <summary>Parses the answers of a node. Stateless.</summary>
public static class AnswerJson
{
    /// <summary>Parses an answer, or one line of an answer, as a JSON object.</summary>
    /// <exception cref="FaultException">The text is not a JSON object.</exception>
    public static JsonObject ParseObject(string json)
    {
        try
        {
            return JsonNode.Parse(json, documentOptions: JsonFiles.Strict) as JsonObject ?? throw new FaultException(RunFaults.AnswerUnreadable, "not an object");
        }
        catch (JsonException problem)
        {
            throw new FaultException(RunFaults.AnswerUnreadable, "not JSON", problem);
        }
    }
}
