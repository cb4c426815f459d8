using Ledger.Verify.Faults;

namespace Ledger.Anchoring;

/// <summary>What a look at the anchors on chain came to.</summary>
/// <param name="Size">The size of the chain's head.</param>
/// <param name="Fault">What keeps us from anchoring; null when nothing does.</param>
/// <param name="IsUndone">Whether the chain undid a block that counted as final.</param>
public sealed record Observation(long Size, Fault? Fault, bool IsUndone);
