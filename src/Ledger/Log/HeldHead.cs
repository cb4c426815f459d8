using Ledger.Verify.Trees;

namespace Ledger.Log;

/// <summary>A head that a lock holds.</summary>
public sealed record HeldHead(long Size, Digest Root);
