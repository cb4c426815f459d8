using Ledger.Verify.Faults;

namespace Ledger.Anchoring;

/// <summary>The result of reading the anchors on chain.</summary>
/// <param name="Size">The size of the chain's head.</param>
/// <param name="Fault">Why nothing can be anchored. Null if nothing prevents it.</param>
/// <param name="IsUndone">Whether the chain undid a final block.</param>
public sealed record Observation(long Size, Fault? Fault, bool IsUndone);
