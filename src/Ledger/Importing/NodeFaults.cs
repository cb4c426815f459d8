using System.Collections.Frozen;
using System.Reflection;
using Ledger.Faults;

namespace Ledger.Importing;

/// <summary>Explains the codes in a node's answer lines. Immutable.</summary>
public static class NodeFaults
{
    private const int FirstOutage = 500;
    private const string InternalError = "LDG9001";

    private static readonly FrozenDictionary<string, Fault> All = typeof(Fault).Assembly.GetTypes()
        .Where(type => !type.ContainsGenericParameters)
        .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
        .Where(field => field.FieldType == typeof(Fault))
        .Select(field => field.GetValue(null))
        .OfType<Fault>()
        .DistinctBy(fault => fault.Code)
        .ToFrozenDictionary(fault => fault.Code, StringComparer.Ordinal);

    /// <summary>Whether a code says that the node cannot serve now, and nothing about the line itself.</summary>
    public static bool IsOutage(string code) => code == InternalError || Find(code) is { HttpStatus: >= FirstOutage };

    /// <summary>The fault of a code; null for one that only another version knows.</summary>
    public static Fault? Find(string code) => All.GetValueOrDefault(code);

    /// <summary>The code and what it means, in both languages; a line of an answer carries the code alone.</summary>
    public static string Describe(string code) =>
        code == InternalError ? $"{code} Something went wrong in the node. 节点内部出错。"
        : Find(code) is { } fault ? $"{code} {fault.Title.En} {fault.Title.Zh}"
        : code;
}
