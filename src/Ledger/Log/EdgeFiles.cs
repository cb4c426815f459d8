namespace Ledger.Log;

/// <summary>The files that an append changes, and the full files among them whose partial versions can be removed.</summary>
internal sealed record EdgeFiles(IReadOnlyList<TileFile> Files, IReadOnlyList<string> Filled);
