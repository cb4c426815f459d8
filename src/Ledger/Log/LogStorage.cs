namespace Ledger.Log;

/// <summary>Where a department's log lies: its entries, its public files, and apart from both how far it has ever come.</summary>
public sealed record LogStorage(ILogStore Store, ITileStore Tiles, IHeadLock Lock);
