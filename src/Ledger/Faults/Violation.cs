namespace Ledger.Faults;

/// <summary>One wrong place in the input. The path is a JSON Pointer (RFC 6901), empty for the whole input. It never contains a value.</summary>
public sealed record Violation(string Path, LocalizedText Message);
