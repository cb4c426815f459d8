using Ledger.Verify.Trees;

namespace Ledger.Anchoring;

/// <summary>A department's head in the <c>LogAnchor</c> contract. Size 0 and a zero root before the first anchor.</summary>
public sealed record AnchoredHead(long Size, Digest Root, long BlockNumber, long Count);
