using System.Collections.Immutable;

namespace Ledger.Verify.Evidence;

/// <summary>A byte string, which may be empty.</summary>
public sealed record RlpBytes(ImmutableArray<byte> Bytes) : RlpItem;
