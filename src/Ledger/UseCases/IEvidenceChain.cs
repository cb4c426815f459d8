using System.Collections.Immutable;
using Ledger.Verify.Chain;
using Ledger.Verify.Evidence;
using Ledger.Verify.Trees;

namespace Ledger.UseCases;

/// <summary>A chain that states facts about a bundle and proves them. Safe for use from any thread.</summary>
public interface IEvidenceChain
{
    /// <summary>Reads all that is needed to judge a bundle; an unknown fact says why instead of throwing.</summary>
    ValueTask<ChainFacts> ReadFactsAsync(BundleQuestions questions, CancellationToken cancellationToken);

    /// <summary>Reads the state proofs of those facts as of the source's block; null when the endpoint has no proof of it any more.</summary>
    ValueTask<StateEvidence?> ReadEvidenceAsync(
        ChainSource source, BundleQuestions questions, ImmutableArray<Digest> migrations, CancellationToken cancellationToken);
}
