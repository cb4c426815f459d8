using System.Collections.Frozen;
using System.Reflection;
using Ledger.Faults;

namespace Ledger.Cli.Commands;

/// <summary>Which codes of an answer line say that the node cannot serve now, and nothing about the line itself.</summary>
internal static class NodeOutages
{
    private const int FirstOutage = 500;
    private const string InternalError = "LDG9001";

    private static readonly FrozenDictionary<string, string> Titles = typeof(Fault).Assembly.GetTypes()
        .Where(type => !type.ContainsGenericParameters)
        .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
        .Where(field => field.FieldType == typeof(Fault))
        .Select(field => field.GetValue(null))
        .OfType<Fault>()
        .Where(fault => fault.HttpStatus >= FirstOutage)
        .Select(fault => (fault.Code, Title: $"{fault.Title.En} {fault.Title.Zh}"))
        .Append((InternalError, "Something went wrong in the node. 节点内部出错。"))
        .DistinctBy(row => row.Item1, StringComparer.Ordinal)
        .ToFrozenDictionary(row => row.Item1, row => row.Item2, StringComparer.Ordinal);

    public static bool Contains(string code) => Titles.ContainsKey(code);

    /// <summary>The code and what it means, in both languages; a line of an answer carries the code alone.</summary>
    public static string Describe(string code) => Titles.TryGetValue(code, out var title) ? $"{code} {title}" : code;
}
