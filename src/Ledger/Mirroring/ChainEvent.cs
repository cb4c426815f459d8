namespace Ledger.Mirroring;

/// <summary>
/// What one event of the three contracts says, without where it stands: the block is that of <see cref="EventBlock"/>. Departments, types and
/// records are named as the contracts name them. Immutable.
/// </summary>
public abstract record ChainEvent;
