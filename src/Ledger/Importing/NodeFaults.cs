using Ledger.Verify.Faults;

namespace Ledger.Importing;

/// <summary>Explains the codes in a node's answer lines. Immutable.</summary>
public static class NodeFaults
{
    private const int FirstOutage = 500;

    /// <summary>Whether a code says that the node cannot serve now, and nothing about the line itself.</summary>
    public static bool IsOutage(string code) => FaultTable.Find(code) is { HttpStatus: >= FirstOutage };

    /// <summary>The code and what it means, in both languages; a line of an answer carries the code alone.</summary>
    public static string Describe(string code) => FaultTable.Find(code) is { } fault ? $"{code} {fault.Title.En} {fault.Title.Zh}" : code;
}
