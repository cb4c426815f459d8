namespace Ledger.Verify.Faults;

/// <summary>One place in the input that is wrong.</summary>
/// <param name="Path">A JSON Pointer (RFC 6901); empty for the whole input. It names a place, never a value.</param>
/// <param name="Message">What is wrong there.</param>
public sealed record Violation(string Path, LocalizedText Message);
