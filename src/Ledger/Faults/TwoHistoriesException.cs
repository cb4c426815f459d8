namespace Ledger.Faults;

/// <summary>The files hold another history than the one this log has already shown to others. Nothing was changed.</summary>
public sealed class TwoHistoriesException(string message) : StoreDamagedException(message);
