using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Verify.Evidence;

namespace Ledger.Verify.EvidenceFiles;

/// <summary>Writes and reads state proofs as JSON. Every byte string is in <c>0x</c> hexadecimal.</summary>
internal static class StateJson
{
    public static JsonObject Write(StateEvidence state) => new()
    {
        ["header"] = FactsJson.HexOf(state.Header),
        ["accounts"] = new JsonArray([.. state.Accounts.Select(account => (JsonNode)new JsonObject
        {
            ["address"] = account.Address.ToString(),
            ["nodes"] = Write(account.Nodes),
            ["slots"] = new JsonArray([.. account.Slots.Select(slot => (JsonNode)new JsonObject
            {
                ["slot"] = slot.Slot.ToHex(), ["nodes"] = Write(slot.Nodes),
            })]),
        })]),
    };

    public static StateEvidence Read(JsonElement json) => new(
        FactsJson.Bytes(json.GetProperty("header")),
        [.. json.GetProperty("accounts").EnumerateArray().Select(account => new AccountEvidence(
            FactsJson.Address(account, "address"), ReadNodes(account),
            [.. account.GetProperty("slots").EnumerateArray().Select(slot => new SlotEvidence(FactsJson.Hash(slot, "slot"), ReadNodes(slot)))]))]);

    private static JsonArray Write(ImmutableArray<ImmutableArray<byte>> nodes) => [.. nodes.Select(node => (JsonNode)FactsJson.HexOf(node))];

    private static ImmutableArray<ImmutableArray<byte>> ReadNodes(JsonElement parent) =>
        [.. parent.GetProperty("nodes").EnumerateArray().Select(FactsJson.Bytes)];
}
