using Ledger.Anchoring;
using Ledger.Verify.Verdicts;

namespace Ledger.UseCases;

/// <summary>What a verifier trusts: a chain, or pinned keys.</summary>
/// <param name="Chain">The chain. Null with pinned keys.</param>
/// <param name="Keys">The pinned keys. Null with a chain.</param>
public sealed record TrustedSource(IChainFacts? Chain, PinnedKeys? Keys);
