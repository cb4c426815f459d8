using Ledger.Anchoring;
using Ledger.Verify.Verdicts;

namespace Ledger.UseCases;

/// <summary>What a verifier trusts: a chain, or keys that somebody pinned.</summary>
/// <param name="Chain">The chain; null with pinned keys.</param>
/// <param name="Keys">The pinned keys; null with a chain.</param>
public sealed record TrustedSource(IChainFacts? Chain, PinnedKeys? Keys);
