using Ledger.Verify.Chain;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Bundles;

/// <summary>
/// The head of the log that the chain holds, as a bundle names it. All of it is compared with the chain; none of it is believed.
/// </summary>
public sealed record BundleAnchor(
    long ChainId, ChainAddress Registry, ChainAddress Contract, Digest Department, long Size, Digest Root, long Block, Digest BlockHash, Digest Transaction);
