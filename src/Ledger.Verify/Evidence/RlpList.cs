using System.Collections.Immutable;

namespace Ledger.Verify.Evidence;

/// <summary>A list of items, which may be empty.</summary>
public sealed record RlpList(ImmutableArray<RlpItem> Items) : RlpItem;
