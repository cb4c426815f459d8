using Ledger.Verify.Trees;

namespace Ledger.Log;

/// <summary>An entry on its way into the store, with its encrypted payload.</summary>
public readonly record struct NewEntry(StoredEntry Entry, ReadOnlyMemory<byte> Payload)
{
    /// <summary>The blind index of the record's document number; zero when it has none.</summary>
    public Digest Document { get; init; }
}
