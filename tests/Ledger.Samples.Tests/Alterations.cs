using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ledger.Samples.Tests;

/// <summary>Changes one place of a JSON object, as a careless or hostile caller might.</summary>
internal static class Alterations
{
    private static readonly string[] Odd = ["\n", "\u0000", "\u202E", "\u2028", "😀", "e\u0301", "é", " ", "\uFFFD", "\u200B", "0", "Z", "-"];

    private static readonly long[] Numbers = [0, 1, -1, 2, 101, 1_000_001, long.MaxValue, long.MinValue];

    public static void Apply(JsonObject root, Random random)
    {
        var places = Walk(root).ToList();
        var place = places[random.Next(places.Count)];
        switch (place)
        {
            case JsonObject members:
                Alter(members, random);
                break;
            case JsonArray items:
                Alter(items, random);
                break;
            default:
                place.ReplaceWith(Alter(place.AsValue(), places, random));
                break;
        }
    }

    private static IEnumerable<JsonNode> Walk(JsonNode node)
    {
        var children = node switch
        {
            JsonObject members => members.Select(member => member.Value),
            JsonArray items => items,
            _ => [],
        };
        return children.OfType<JsonNode>().SelectMany(Walk).Prepend(node);
    }

    private static void Alter(JsonObject members, Random random)
    {
        var names = members.Select(member => member.Key).ToList();
        if (names.Count == 0 || random.Next(4) == 0)
        {
            members["unknown_" + random.Next(3)] = "x";
            return;
        }

        var name = names[random.Next(names.Count)];
        switch (random.Next(4))
        {
            case 0:
                members.Remove(name);
                break;
            case 1:
                members[name] = null;
                break;
            case 2:
                var moved = members[name];
                members.Remove(name);
                members[name] = moved; // Only the order changes.
                break;
            default:
                members[name] = OtherKind(random);
                break;
        }
    }

    private static void Alter(JsonArray items, Random random)
    {
        switch (random.Next(4))
        {
            case 0:
                items.Clear();
                break;
            case 1 when items.Count > 0:
                items.Add(items[^1]?.DeepClone());
                break;
            case 2 when items.Count > 0:
                for (var more = 0; more < 90; more++)
                {
                    items.Add(items[0]?.DeepClone());
                }

                break;
            default:
                items.Add(OtherKind(random));
                break;
        }
    }

    private static JsonNode? Alter(JsonValue value, List<JsonNode> places, Random random) => (value.GetValueKind(), random.Next(4)) switch
    {
        (_, 0) => OtherKind(random),
        (_, 1) => places[random.Next(places.Count)].DeepClone(),
        (JsonValueKind.Number, _) => Numbers[random.Next(Numbers.Length)],
        (JsonValueKind.String, _) => Alter(value.GetValue<string>(), random),
        _ => !value.GetValue<bool>(),
    };

    private static string Alter(string text, Random random)
    {
        var at = random.Next(text.Length + 1);
        return random.Next(7) switch
        {
            0 => "",
            1 => text[..at],
            2 => string.Concat(Enumerable.Repeat(text, 30)),
            3 => text + Odd[random.Next(Odd.Length)],
            4 => text.ToUpperInvariant(),
            5 when at < text.Length => text[..at] + (char)(text[at] + random.Next(-3, 4)) + text[(at + 1)..],
            _ => text.Insert(at, Odd[random.Next(Odd.Length)]),
        };
    }

    private static JsonNode? OtherKind(Random random) => random.Next(8) switch
    {
        0 => null,
        1 => true,
        2 => "",
        3 => "2026-02-30",
        4 => "2026-01-31T24:00:00Z",
        5 => Numbers[random.Next(Numbers.Length)],
        6 => new JsonArray(),
        _ => new JsonObject(),
    };
}
