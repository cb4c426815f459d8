using Ledger.Faults;

namespace Ledger.Files;

/// <summary>Why a file is not judged as a bundle. It says nothing about any record.</summary>
/// <param name="IsSupported">False when this is a limit of ours: another version, or longer than is read.</param>
/// <param name="Reason">Whole sentences.</param>
public sealed record UnreadBundle(bool IsSupported, LocalizedText Reason);
