namespace Ledger.Faults;

/// <summary>Another process, or another store in this one, has the department's folder open.</summary>
public sealed class StoreLockedException(string message, Exception inner) : Exception(message, inner);
