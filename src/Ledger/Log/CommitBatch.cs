using System.Collections.Immutable;

namespace Ledger.Log;

/// <summary>The entries of one commit: all of them become durable, or none.</summary>
/// <param name="Before">The head the batch was made for.</param>
/// <param name="After">The head once it is committed.</param>
/// <param name="Entries">At least one, with consecutive indices from <c>Before.Size</c>.</param>
public sealed record CommitBatch(LogHead Before, LogHead After, ImmutableArray<NewEntry> Entries);
