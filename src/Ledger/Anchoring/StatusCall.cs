using System.Collections.Immutable;

namespace Ledger.Anchoring;

/// <summary>Sets 1 to 200 statuses in one transaction. Either all of them are set or none.</summary>
public sealed record StatusCall(ImmutableArray<StatusCallItem> Items) : ChainCall;
