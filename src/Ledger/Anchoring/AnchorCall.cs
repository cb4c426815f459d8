using System.Collections.Immutable;
using Ledger.Verify.Trees;

namespace Ledger.Anchoring;

/// <summary>
/// Anchors a head. <paramref name="Proof"/> is the RFC 9162 consistency proof from the old size to the new size. Empty if the old size is 0.
/// </summary>
public sealed record AnchorCall(long OldSize, long NewSize, Digest NewRoot, ImmutableArray<Digest> Proof) : ChainCall;
