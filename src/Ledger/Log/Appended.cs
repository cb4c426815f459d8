using Ledger.Sealing;

namespace Ledger.Log;

/// <summary>A durable entry.</summary>
/// <param name="Entry">The entry as stored.</param>
/// <param name="IsRepeat">True when the same request had been answered before: nothing new was written.</param>
public sealed record Appended(StoredEntry Entry, bool IsRepeat)
{
    /// <summary>The record as it was sealed for this very request, still in memory; null for a repeat and for what is no record. Personal data.</summary>
    public SealedRecord? Record { get; init; }
}
