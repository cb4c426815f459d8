namespace Ledger.Mirroring;

/// <summary>
/// The content of one event of the three contracts. Its block is that of <see cref="EventBlock"/>. Departments, types and records have their ids in
/// the contracts. Immutable.
/// </summary>
public abstract record ChainEvent;
