using Ledger.Issuing;
using Ledger.Log;
using Ledger.Store.LiteDb.Journaling;
using Ledger.Verify.Trees;

namespace Ledger.Store.LiteDb.Cataloguing;

/// <summary>What is known of an entry without reading the journal.</summary>
/// <param name="Place">Where it lies in the journal.</param>
/// <param name="Kind">The code of its kind, as in the journal.</param>
/// <param name="Record">The fingerprint of the record it is about.</param>
/// <param name="Key">The fingerprint of its idempotency key's hash; 0 when it has none.</param>
internal readonly record struct CatalogueRow(EntryPlace Place, byte Kind, uint Record, uint Key)
{
    public static CatalogueRow FromEntry(StoredEntry entry, EntryPlace place) => new(
        place,
        EntryFacts.CodeOf(entry.Kind),
        FingerprintOf(entry.Id),
        FingerprintOf(entry.KeyHash));

    public static uint FingerprintOf(RecordId id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.WriteBytes(bytes);
        return Crc32C.Compute(bytes);
    }

    /// <summary>0 for the zero digest, and for no other.</summary>
    public static uint FingerprintOf(Digest keyHash)
    {
        Span<byte> bytes = stackalloc byte[Digest.Length];
        keyHash.CopyTo(bytes);
        return keyHash.IsZero ? 0 : Math.Max(1, Crc32C.Compute(bytes));
    }
}
