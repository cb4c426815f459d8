using Ledger.Verify.Faults;

namespace Ledger.Importing;

/// <summary>Explains the codes in a node's answer lines. Immutable.</summary>
public static class NodeFaults
{
    private const int FirstOutage = 500;

    /// <summary>Whether a code means that the node cannot serve now. Such a code says nothing about the line.</summary>
    public static bool IsOutage(string code) => FaultTable.Find(code) is { HttpStatus: >= FirstOutage };

    /// <summary>Returns the code and its meaning in both languages. An answer line contains only the code.</summary>
    public static string Describe(string code) => FaultTable.Find(code) is { } fault ? $"{code} {fault.Title.En} {fault.Title.Zh}" : code;
}
