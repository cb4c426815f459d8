using System.Text;
using System.Text.Json.Nodes;

namespace Ledger.Chain.Tests.Besu;

/// <summary>Calls the anvil behind the stand-in. Safe for use from many threads.</summary>
internal sealed class AnvilClient(HttpClient http, Uri anvil)
{
    /// <summary>Calls a method of anvil.</summary>
    /// <exception cref="AnvilErrorException">Anvil answers with an error.</exception>
    public async Task<JsonNode?> CallAsync(string method, params JsonNode?[] parameters)
    {
        var body = new JsonObject { ["jsonrpc"] = "2.0", ["id"] = 1, ["method"] = method, ["params"] = new JsonArray(parameters) };
        using var content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var response = await http.PostAsync(anvil, content);
        var answer = JsonNode.Parse(await response.Content.ReadAsByteArrayAsync())!.AsObject(); // Not null, because anvil answers with an object.
        if (answer["error"] is { } error)
        {
            throw new AnvilErrorException((int?)error["code"] ?? 0, (string?)error["message"] ?? "", (string?)error["data"]);
        }

        var result = answer["result"];
        answer.Remove("result"); // A JSON node can belong to one tree only.
        return result;
    }
}

/// <summary>An error of anvil, with anvil's message.</summary>
internal sealed class AnvilErrorException(int code, string message, string? data) : Exception(message)
{
    public int Code { get; } = code;

    public string? RevertData { get; } = data;
}
