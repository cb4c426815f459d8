using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Ledger.NodeConfig.Tests;

/// <summary>
/// <c>config.transitions.qbft</c> is the only thing that may be added to a genesis file by hand: validators that replace the voted ones at one
/// block (RUNBOOK, Stall). <c>config</c> is not part of block 0, so the hash stays the same.
/// </summary>
internal static partial class TransitionRules
{
    private const string Key = "transitions";

    /// <summary>True when the files are equal, or when the committed one only has additional transitions.</summary>
    public static bool IsGenesisOf(byte[] committed, byte[] made)
    {
        if (committed.AsSpan().SequenceEqual(made))
        {
            return true;
        }

        try
        {
            return JsonNode.Parse(committed) is JsonObject genesis && genesis["config"] is JsonObject config && config.Remove(Key)
                && JsonNode.DeepEquals(genesis, JsonNode.Parse(made));
        }
        catch (JsonException) // The rule `json` reports this.
        {
            return false;
        }
    }

    /// <summary>Each transition names a later block than the one before it, and validators that are nodes of the plan.</summary>
    public static IEnumerable<string> Transitions(ConfigFolder folder)
    {
        foreach (var layout in Consortium.Layouts)
        {
            var file = $"{Consortium.Folder}/{layout}/network/genesis.json";
            if (JsonNode.Parse(folder.Read(file))?["config"]?[Key] is not { } transitions)
            {
                continue;
            }

            if (transitions is not JsonObject { Count: 1 } forks || forks["qbft"] is not JsonArray { Count: > 0 } entries)
            {
                yield return $"{file}: transitions must contain a list named qbft and nothing else.";
                continue;
            }

            var planned = Consortium.Plan(folder, layout).Nodes.Select(node => node.Enode.Key.Address.ToString()).ToHashSet(StringComparer.Ordinal);
            long before = 0;
            foreach (var entry in entries)
            {
                if (entry is not JsonObject { Count: 2 } || entry["block"] is not JsonValue number || !number.TryGetValue<long>(out var block) || block <= before
                    || entry["validators"] is not JsonArray { Count: > 0 } validators)
                {
                    yield return $"{file}: a transition must consist of a block, later than the one before, and its validators.";
                    continue;
                }

                before = block;
                var addresses = validators.Select(validator => validator?.GetValueKind() is JsonValueKind.String ? validator.GetValue<string>() : "").ToList();
                if (addresses.Distinct(StringComparer.Ordinal).Count() != addresses.Count || addresses.Any(address => !Address().IsMatch(address) || !planned.Contains(address)))
                {
                    yield return $"{file}: a validator of block {block} is named twice or is no node of the plan.";
                }
            }
        }
    }

    [GeneratedRegex("^0x[0-9a-f]{40}$", RegexOptions.CultureInvariant)]
    private static partial Regex Address();
}
