using Ledger.Verify.Chain;

namespace Ledger.Anchoring;

/// <summary>
/// Answers a verifier's questions to a chain about one bundle. An implementation MUST be safe for use from any thread. It MUST report an outage as
/// unknown facts with the reason. It MUST NOT throw for an outage or answer "there is none". Repeated calls are safe.
/// </summary>
public interface IChainFacts
{
    /// <summary>Reads all chain facts for judging a bundle. Unknown facts carry a reason.</summary>
    ValueTask<ChainFacts> ReadFactsAsync(BundleQuestions questions, CancellationToken cancellationToken);
}
