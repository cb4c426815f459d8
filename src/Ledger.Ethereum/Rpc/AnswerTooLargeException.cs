using Ledger.Anchoring;

namespace Ledger.Ethereum.Rpc;

/// <summary>The endpoint answered, with more than this client reads: ask for less.</summary>
internal sealed class AnswerTooLargeException(string message) : ChainUnavailableException(message);
