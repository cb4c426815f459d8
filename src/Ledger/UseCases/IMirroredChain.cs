using Ledger.Anchoring;

namespace Ledger.UseCases;

/// <summary>
/// The chain of the node's own departments, usually answered from the node's mirror. An implementation MUST be safe for use from any thread. If the
/// mirror is too old, it MUST ask the chain itself or answer with unknown facts.
/// </summary>
public interface IMirroredChain : IChainFacts;
