using System.Collections.Immutable;
using Ledger.Verify.Chain;
using Ledger.Verify.Trees;

namespace Ledger.Verify.EvidenceFiles;

/// <summary>What a trusted source says about the block of the evidence. Null means not known.</summary>
/// <param name="Hash">The hash of the block.</param>
/// <param name="Validators">The first validators of a QBFT chain.</param>
public sealed record ExpectedBlock(Digest? Hash, ImmutableArray<ChainAddress>? Validators);
