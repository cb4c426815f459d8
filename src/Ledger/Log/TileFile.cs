namespace Ledger.Log;

/// <summary>A file of the public log: its path under the log's URL, and its bytes.</summary>
public readonly record struct TileFile(string Path, ReadOnlyMemory<byte> Bytes);
