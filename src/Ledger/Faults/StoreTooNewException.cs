namespace Ledger.Faults;

/// <summary>A file was written by a later version of this software. Nothing was changed.</summary>
public sealed class StoreTooNewException(string message) : Exception(message);
