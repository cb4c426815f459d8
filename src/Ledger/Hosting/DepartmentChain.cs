using Ledger.Anchoring;

namespace Ledger.Hosting;

/// <summary>The chain as one department uses it.</summary>
/// <param name="Chain">The chain.</param>
/// <param name="Account">The department's operator account.</param>
/// <param name="BehindPatience">
/// How long the chain may be shorter than it was before that counts as lost blocks; see <see cref="Statuses.ChainWorker.BehindPatience"/>.
/// </param>
/// <param name="ResendAfter">How long a transaction may stay in no block before one with higher fees replaces it.</param>
public sealed record DepartmentChain(IAnchorChain Chain, IOperatorKey Account, TimeSpan BehindPatience, TimeSpan ResendAfter)
{
    /// <summary>Where the registry shall say that the node is reached; null leaves it alone.</summary>
    public Uri? PublicUrl { get; init; }
}
