namespace Ledger.Log;

/// <summary>The storage of a department's log: its entries, its public files, and the head lock, which is kept apart from both.</summary>
public sealed record LogStorage(ILogStore Store, ITileStore Tiles, IHeadLock Lock);
