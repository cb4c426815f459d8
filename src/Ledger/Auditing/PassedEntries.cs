namespace Ledger.Auditing;

/// <summary>Entries of the log in order, as an audit passes them.</summary>
/// <param name="First">The index of the first.</param>
/// <param name="Texts">Their bytes. Valid during the call only.</param>
public readonly record struct PassedEntries(long First, IReadOnlyList<ReadOnlyMemory<byte>> Texts);
