namespace Ledger.Verify.Evidence;

/// <summary>Bytes that are not the canonical RLP of one item. The message names the rule that is broken, never the content.</summary>
public sealed class RlpException(string message) : Exception(message);
