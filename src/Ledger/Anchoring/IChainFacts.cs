using Ledger.Verify.Chain;

namespace Ledger.Anchoring;

/// <summary>
/// Answers what a verifier asks of a chain about one bundle. An implementation MUST be safe for use from any thread. It MUST report an outage as
/// unknown facts with the reason and MUST NOT throw for it; it MUST NOT turn an outage into "there is none". Asking twice is safe.
/// </summary>
public interface IChainFacts
{
    /// <summary>All that is needed to judge a bundle; unknown facts say why.</summary>
    ValueTask<ChainFacts> ReadFactsAsync(BundleQuestions questions, CancellationToken cancellationToken);
}
