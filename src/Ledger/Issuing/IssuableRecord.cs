namespace Ledger.Issuing;

/// <summary>A request that may be sealed: its type is known, its claims fit, the department may issue it.</summary>
/// <param name="Id">The new record's id.</param>
/// <param name="Type">The record type.</param>
/// <param name="Claims">All claims that can be disclosed one by one, as UTF-8 JSON: those of the subject, then those of the request.</param>
/// <param name="Subject">Whom it is about, normalised.</param>
/// <param name="Request">The request it came from; still the caller's to dispose.</param>
/// <param name="IssuedAt">When, by this node's clock.</param>
public sealed record IssuableRecord(
    RecordId Id, RecordType Type, ReadOnlyMemory<byte> Claims, CheckedSubject Subject, RecordRequest Request, DateTimeOffset IssuedAt);
