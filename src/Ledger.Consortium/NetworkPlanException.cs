namespace Ledger.Consortium;

/// <summary>Reports a plan that cannot be used. The message names the place, never the content.</summary>
public sealed class NetworkPlanException(string message, Exception? inner = null) : Exception(message, inner);
