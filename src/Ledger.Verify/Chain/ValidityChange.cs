using Ledger.Verify.Trees;

namespace Ledger.Verify.Chain;

/// <summary>
/// What the registry wrote when a department's key or authority began or ended. All that one block holds has one time, so a change in the block
/// of an anchor is told apart from it by its place only. Immutable.
/// </summary>
/// <param name="Kind">What began or ended.</param>
/// <param name="Subject">The Ed25519 log key, the record key's thumbprint, or the record type's id on chain.</param>
public readonly record struct ValidityChange(ValidityChangeKind Kind, Digest Subject);
