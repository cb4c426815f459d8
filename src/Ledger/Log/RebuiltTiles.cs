namespace Ledger.Log;

/// <summary>The result of a rebuild.</summary>
/// <param name="Entries">The number of entries in the log.</param>
/// <param name="Written">The number of files that were missing or wrong and were written.</param>
/// <param name="Kept">The number of files that were right.</param>
public sealed record RebuiltTiles(long Entries, int Written, int Kept);
