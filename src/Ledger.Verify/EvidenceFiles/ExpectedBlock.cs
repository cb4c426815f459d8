using System.Collections.Immutable;
using Ledger.Verify.Chain;
using Ledger.Verify.Trees;

namespace Ledger.Verify.EvidenceFiles;

/// <summary>What is known of the block of some evidence from somebody who is trusted. Null is not known.</summary>
/// <param name="Hash">The block's hash.</param>
/// <param name="Validators">The validators the chain began with, of a QBFT chain.</param>
public sealed record ExpectedBlock(Digest? Hash, ImmutableArray<ChainAddress>? Validators);
