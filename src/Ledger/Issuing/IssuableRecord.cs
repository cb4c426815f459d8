namespace Ledger.Issuing;

/// <summary>A request that may be sealed: its type is known, its claims are valid, and the department may issue it.</summary>
/// <param name="Id">The new record's id.</param>
/// <param name="Type">The record type.</param>
/// <param name="Claims">All claims that can be disclosed one by one, as UTF-8 JSON: first those of the subject, then those of the request.</param>
/// <param name="Subject">The normalised subject.</param>
/// <param name="Request">The request. The caller still disposes it.</param>
/// <param name="IssuedAt">The issue time, by this node's clock.</param>
public sealed record IssuableRecord(
    RecordId Id, RecordType Type, ReadOnlyMemory<byte> Claims, CheckedSubject Subject, RecordRequest Request, DateTimeOffset IssuedAt);
