namespace Ledger.Auditing;

/// <summary>A run of entries that an audit passes to its visitor, in log order.</summary>
/// <param name="First">The index of the first entry.</param>
/// <param name="Texts">The bytes of each entry. Valid only during the call.</param>
public readonly record struct AuditedEntries(long First, IReadOnlyList<ReadOnlyMemory<byte>> Texts);
