using Ledger.Verify.Trees;

namespace Ledger.Verify.Chain;

/// <summary>
/// An event of the registry: a key or an authority of a department began or ended. All events of a block have the same time, so only the position
/// within the block orders a change and an anchor. Immutable.
/// </summary>
/// <param name="Kind">What began or ended.</param>
/// <param name="Subject">The Ed25519 log key, the record key's thumbprint, or the record type's id on chain.</param>
public readonly record struct ValidityChange(ValidityChangeKind Kind, Digest Subject);
