namespace Ledger.Keys;

/// <summary>A key file cannot be used: damaged, of another master key, or open to other users. The message names the file only.</summary>
public sealed class KeyUnusableException(string message, Exception? inner = null) : Exception(message, inner);
