namespace Ledger.Verify.Evidence;

/// <summary>Reports bytes that are not the canonical RLP of one item. The message names the broken rule, never the content.</summary>
public sealed class RlpException(string message) : Exception(message);
