namespace Ledger.Ethereum.Encoding;

/// <summary>Reports bytes from outside that are not a strict encoding. The message names the broken rule, never the content.</summary>
internal sealed class EncodingException(string message) : Exception(message);
