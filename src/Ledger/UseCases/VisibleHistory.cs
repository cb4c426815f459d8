using Ledger.Issuing;

namespace Ledger.UseCases;

/// <summary>All events of a record.</summary>
/// <param name="Id">The record.</param>
/// <param name="Events">The events, oldest first. Never empty.</param>
/// <param name="Erasure">The certificate of erasure of its subject. Null if the subject was not erased.</param>
public sealed record VisibleHistory(RecordId Id, IReadOnlyList<VisibleEvent> Events, ProvenErasure? Erasure);
