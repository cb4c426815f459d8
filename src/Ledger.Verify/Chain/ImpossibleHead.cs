namespace Ledger.Verify.Chain;

/// <summary>
/// A head with a size above 2^63 − 1, which no log can have. An earlier version of <c>LogAnchor</c> accepted such sizes. The operator account of
/// the department wrote it. Anchors before it stay valid. No anchor can follow it.
/// </summary>
/// <param name="Size">The anchored size.</param>
/// <param name="Block">The block that holds it.</param>
public sealed record ImpossibleHead(ulong Size, long Block);
