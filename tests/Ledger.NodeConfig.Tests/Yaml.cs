using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace Ledger.NodeConfig.Tests;

/// <summary>Reads YAML as maps, lists and texts, and resolves merge keys. A repeated key is an error.</summary>
internal static class Yaml
{
    private static readonly IDeserializer Reader = new DeserializerBuilder().WithDuplicateKeyChecking().Build();

    public static IReadOnlyList<object?> Documents(string text) =>
        [.. System.Text.RegularExpressions.Regex.Split(text, "^---$", System.Text.RegularExpressions.RegexOptions.Multiline).Select(Document)];

    public static object? Document(string text) => Reader.Deserialize<object?>(new MergingParser(new Parser(new StringReader(text))));

    /// <summary>The value at a path of keys and list positions, or null.</summary>
    public static object? At(object? node, params ReadOnlySpan<string> path)
    {
        foreach (var step in path)
        {
            node = node switch
            {
                IDictionary<object, object> map => map.TryGetValue(step, out var value) ? value : null,
                IList<object> list => int.TryParse(step, out var index) && index < list.Count ? list[index] : null,
                _ => null,
            };
        }

        return node;
    }

    public static string Text(object? node, params ReadOnlySpan<string> path) => At(node, path) as string ?? "";

    public static IReadOnlyList<object?> List(object? node, params ReadOnlySpan<string> path) => At(node, path) is IList<object> list ? [.. list] : [];

    public static IReadOnlyDictionary<string, object?> Map(object? node, params ReadOnlySpan<string> path) =>
        At(node, path) is IDictionary<object, object> map
            ? map.ToDictionary(pair => pair.Key.ToString() ?? "", object? (pair) => pair.Value, StringComparer.Ordinal)
            : new Dictionary<string, object?>(StringComparer.Ordinal);
}
