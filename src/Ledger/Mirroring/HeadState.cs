using Ledger.Verify.Trees;

namespace Ledger.Mirroring;

/// <summary>A department's head in the contract, even if no log can have it. Size 0 before the first anchor.</summary>
public readonly record struct HeadState(ulong Size, Digest Root, long BlockNumber, long Count);
