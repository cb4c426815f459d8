using System.Collections.Immutable;

namespace Ledger.Log;

/// <summary>The entries of one commit. Either all of them become durable or none.</summary>
/// <param name="Before">The head that the batch extends.</param>
/// <param name="After">The head after the commit.</param>
/// <param name="Entries">At least one, with consecutive indices from <c>Before.Size</c>.</param>
public sealed record CommitBatch(LogHead Before, LogHead After, ImmutableArray<NewEntry> Entries);
