using Ledger.Verify.Chain;

namespace Ledger.UseCases;

/// <summary>
/// The chain of the node's own departments, as far as the node knows it without a call. An implementation MUST be safe for use from any thread, and
/// MUST answer from the chain itself or with unknown facts when what it knows is too old.
/// </summary>
public interface IMirroredChain
{
    /// <summary>All that is needed to judge a bundle; unknown facts say why instead of throwing.</summary>
    ValueTask<ChainFacts> ReadFactsAsync(BundleQuestions questions, CancellationToken cancellationToken);
}
