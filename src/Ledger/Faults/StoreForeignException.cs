namespace Ledger.Faults;

/// <summary>The files are those of another log. Nothing was changed.</summary>
public sealed class StoreForeignException(string message) : Exception(message);
