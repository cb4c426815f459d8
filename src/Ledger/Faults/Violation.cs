namespace Ledger.Faults;

/// <summary>One place in the input that is wrong. The path is a JSON Pointer (RFC 6901), empty for the whole; never a value, only places.</summary>
public sealed record Violation(string Path, LocalizedText Message);
