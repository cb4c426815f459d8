namespace Ledger.Faults;

/// <summary>
/// The files are older than what this log has already shown to others: a restored backup. Writing on would give it a second history.
/// Nothing was changed.
/// </summary>
public sealed class LogBehindException(string message) : StoreDamagedException(message);
