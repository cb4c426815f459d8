namespace Ledger.Faults;

/// <summary>A store does not read or write its file. What it ran into is the inner exception.</summary>
public sealed class StoreUnavailableException(string message, Exception inner) : Exception(message, inner);
