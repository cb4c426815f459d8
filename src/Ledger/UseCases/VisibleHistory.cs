using Ledger.Issuing;

namespace Ledger.UseCases;

/// <summary>All events of a record.</summary>
/// <param name="Id">The record.</param>
/// <param name="Events">The events, oldest first. Never empty.</param>
public sealed record VisibleHistory(RecordId Id, IReadOnlyList<VisibleEvent> Events);
