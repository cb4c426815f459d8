using Ledger.Issuing;
using Ledger.Log;
using Ledger.Store.LiteDb.Journaling;
using Ledger.Verify.Trees;

namespace Ledger.Store.LiteDb.Cataloguing;

/// <summary>The facts about an entry that need no journal read.</summary>
/// <param name="Place">The place of the entry in the journal.</param>
/// <param name="Kind">The code of its kind, as in the journal.</param>
/// <param name="Record">The fingerprint of its record id.</param>
/// <param name="Key">The fingerprint of its idempotency key's hash. 0 without a key.</param>
internal readonly record struct CatalogueRow(EntryPlace Place, byte Kind, uint Record, uint Key)
{
    public static CatalogueRow FromEntry(StoredEntry entry, EntryPlace place) => new(
        place,
        EntryFacts.CodeOf(entry.Kind),
        ComputeFingerprint(entry.Id),
        ComputeFingerprint(entry.KeyHash));

    public static uint ComputeFingerprint(RecordId id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.WriteBytes(bytes);
        return Crc32C.Compute(bytes);
    }

    /// <summary>The fingerprint: 0 for the zero digest, and never 0 for another one.</summary>
    public static uint ComputeFingerprint(Digest keyHash)
    {
        Span<byte> bytes = stackalloc byte[Digest.Length];
        keyHash.CopyTo(bytes);
        return keyHash.IsZero ? 0 : Math.Max(1, Crc32C.Compute(bytes));
    }
}
