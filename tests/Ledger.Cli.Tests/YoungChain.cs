using System.Text.Json.Nodes;

namespace Ledger.Cli.Tests;

/// <summary>A chain with id 31337 that has only block 0. The hash of that block is all ones.</summary>
internal static class YoungChain
{
    public static Task<StubNode> StartAsync() => StubNode.StartAsync(request => (200, Answer(JsonNode.Parse(request.Body)!)));

    private static string Answer(JsonNode asked) =>
        asked is JsonArray batch ? new JsonArray([.. batch.Select(call => AnswerOne(call!))]).ToJsonString() : AnswerOne(asked).ToJsonString();

    private static JsonNode AnswerOne(JsonNode call) => new JsonObject
    {
        ["jsonrpc"] = "2.0",
        ["id"] = call["id"]!.DeepClone(),
        ["result"] = (string?)call["method"] switch
        {
            "eth_chainId" => "0x7a69",
            "eth_getBlockByNumber" => new JsonObject { ["number"] = "0x0", ["hash"] = "0x" + new string('1', 64), ["timestamp"] = "0x0" },
            _ => null,
        },
    };
}
