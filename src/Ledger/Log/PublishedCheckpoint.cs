namespace Ledger.Log;

/// <summary>A published head and its signed note.</summary>
public sealed record PublishedCheckpoint(LogHead Head, string Note);
