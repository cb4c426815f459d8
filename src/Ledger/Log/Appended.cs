namespace Ledger.Log;

/// <summary>A durable entry.</summary>
/// <param name="Entry">The entry as stored.</param>
/// <param name="IsRepeat">True when the same request had been answered before: nothing new was written.</param>
public sealed record Appended(StoredEntry Entry, bool IsRepeat);
