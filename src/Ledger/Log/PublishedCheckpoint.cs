namespace Ledger.Log;

/// <summary>A head and its signed note.</summary>
public sealed record PublishedCheckpoint(LogHead Head, string Note);
