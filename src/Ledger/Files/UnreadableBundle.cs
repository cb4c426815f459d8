using Ledger.Verify.Faults;

namespace Ledger.Files;

/// <summary>The reason why a file cannot be read as a bundle. It says nothing about any record.</summary>
/// <param name="IsSupported">False if the file may be correct but is not supported: another version, or too long.</param>
/// <param name="Reason">One or more whole sentences.</param>
public sealed record UnreadableBundle(bool IsSupported, LocalizedText Reason);
