namespace Ledger.Ethereum.Encoding;

/// <summary>Bytes from outside that are not a strict encoding. The message names the rule that is broken, never the content.</summary>
internal sealed class EncodingException(string message) : Exception(message);
