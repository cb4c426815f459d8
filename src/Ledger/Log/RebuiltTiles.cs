namespace Ledger.Log;

/// <summary>What a rebuild found.</summary>
/// <param name="Entries">How many entries the log has.</param>
/// <param name="Written">Files that were missing or other than they should be.</param>
/// <param name="Kept">Files that were right.</param>
public sealed record RebuiltTiles(long Entries, int Written, int Kept);
