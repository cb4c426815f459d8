namespace Ledger.Anchoring;

/// <summary>The chain did not answer, answered with an error, or is not the chain it should be. Retrying later is safe.</summary>
public class ChainUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
