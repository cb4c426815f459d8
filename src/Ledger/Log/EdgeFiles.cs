namespace Ledger.Log;

/// <summary>What an append changed: files to write, and the full ones among them whose partial versions may go.</summary>
internal sealed record EdgeFiles(IReadOnlyList<TileFile> Files, IReadOnlyList<string> Filled);
