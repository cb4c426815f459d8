using Ledger.Verify.Trees;

namespace Ledger.Log;

/// <summary>An entry to be stored, with its encrypted payload.</summary>
public readonly record struct NewEntry(StoredEntry Entry, ReadOnlyMemory<byte> Payload)
{
    /// <summary>The blind index of the record's document number. Zero without a number.</summary>
    public Digest Document { get; init; }
}
