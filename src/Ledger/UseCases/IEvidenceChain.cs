using System.Collections.Immutable;
using Ledger.Anchoring;
using Ledger.Verify.Chain;
using Ledger.Verify.Evidence;
using Ledger.Verify.Trees;

namespace Ledger.UseCases;

/// <summary>A chain that states facts about a bundle and proves them. Safe for use from any thread.</summary>
public interface IEvidenceChain : IChainFacts
{
    /// <summary>Reads the state proofs of those facts as of the source's block. Null if the endpoint no longer has proofs for that block.</summary>
    ValueTask<StateEvidence?> ReadEvidenceAsync(
        ChainSource source, BundleQuestions questions, ImmutableArray<Digest> migrations, CancellationToken cancellationToken);
}
