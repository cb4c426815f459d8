using Ledger.Anchoring;

namespace Ledger.UseCases;

/// <summary>
/// The chain of the node's own departments, as far as the node knows it without a call. An implementation MUST answer from the chain itself or with
/// unknown facts when what it knows is too old.
/// </summary>
public interface IMirroredChain : IChainFacts;
