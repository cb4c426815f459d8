using System.Collections.Frozen;
using System.Reflection;
using Ledger.Faults;

namespace Ledger.Cli.Commands;

/// <summary>Which codes of an answer line say that the node cannot serve now, and nothing about the line itself.</summary>
internal static class NodeOutages
{
    private const int FirstOutage = 500;
    private const string InternalError = "LDG9001";

    private static readonly FrozenSet<string> Codes = typeof(Fault).Assembly.GetTypes()
        .Where(type => !type.ContainsGenericParameters)
        .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
        .Where(field => field.FieldType == typeof(Fault))
        .Select(field => field.GetValue(null))
        .OfType<Fault>()
        .Where(fault => fault.HttpStatus >= FirstOutage)
        .Select(fault => fault.Code)
        .Append(InternalError)
        .ToFrozenSet(StringComparer.Ordinal);

    public static bool Contains(string code) => Codes.Contains(code);
}
