using Ledger.Sealing;

namespace Ledger.Log;

/// <summary>A durable entry.</summary>
/// <param name="Entry">The entry as stored.</param>
/// <param name="IsRepeat">True for a repeated request. Then nothing new was written.</param>
public sealed record Appended(StoredEntry Entry, bool IsRepeat)
{
    /// <summary>
    /// The record that was sealed for this request, still in memory. Null for a repeat, or if the entry is not a record. Personal data.
    /// </summary>
    public SealedRecord? Record { get; init; }
}
