using Ledger.Anchoring;

namespace Ledger.Hosting;

/// <summary>The chain connection of one department.</summary>
/// <param name="Chain">The chain.</param>
/// <param name="Account">The department's operator account.</param>
/// <param name="BehindPatience">How long a shorter chain counts as a lagging endpoint; see <see cref="Statuses.ChainWorker.BehindPatience"/>.</param>
/// <param name="ResendAfter">How long a transaction may be pending before one with higher fees replaces it.</param>
public sealed record DepartmentChain(IAnchorChain Chain, IOperatorKey Account, TimeSpan BehindPatience, TimeSpan ResendAfter)
{
    /// <summary>The public URL of the node for the registry. Null does not change the registry.</summary>
    public Uri? PublicUrl { get; init; }
}
