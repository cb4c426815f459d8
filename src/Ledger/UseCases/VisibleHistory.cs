using Ledger.Issuing;

namespace Ledger.UseCases;

/// <summary>Everything that happened to a record.</summary>
/// <param name="Id">The record.</param>
/// <param name="Events">What happened, oldest first; never empty.</param>
public sealed record VisibleHistory(RecordId Id, IReadOnlyList<VisibleEvent> Events);
