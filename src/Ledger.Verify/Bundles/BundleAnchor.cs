using Ledger.Verify.Chain;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Bundles;

/// <summary>The anchored head that a bundle claims. Every member is compared with the chain. None is trusted.</summary>
public sealed record BundleAnchor(
    long ChainId, ChainAddress Registry, ChainAddress Contract, Digest Department, long Size, Digest Root, long Block, Digest BlockHash, Digest Transaction);
