namespace Ledger.Verify.Chain;

/// <summary>
/// A head of a size that no log can have, above 2^63 − 1, as an earlier edition of <c>LogAnchor</c> accepted it. The department's operator
/// account wrote what cannot be: what it anchored before stands, and nothing can be anchored after it.
/// </summary>
/// <param name="Size">The size that was written.</param>
/// <param name="Block">The block that holds it.</param>
public sealed record ImpossibleHead(ulong Size, long Block);
