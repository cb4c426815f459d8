using Ledger.Issuing;
using Ledger.Keys;
using Ledger.Log;
using Ledger.Store.LiteDb.Journaling;
using Ledger.Verify.Trees;

namespace Ledger.Store.LiteDb.Cataloguing;

/// <summary>The facts about an entry that need no journal read. A fingerprint of 0 stands for nothing.</summary>
/// <param name="Place">The place of the entry in the journal.</param>
/// <param name="Kind">The code of its kind, as in the journal.</param>
/// <param name="Record">The fingerprint of its record id.</param>
/// <param name="Key">The fingerprint of its idempotency key's hash.</param>
/// <param name="Subject">The fingerprint of the subject it is about.</param>
/// <param name="AboutRecord">The fingerprint of the record it is about, if its id does not say it.</param>
/// <param name="AboutConsent">The fingerprint of the consent it is about.</param>
internal readonly record struct CatalogueRow(EntryPlace Place, byte Kind, uint Record, uint Key, uint Subject, uint AboutRecord, uint AboutConsent)
{
    public static CatalogueRow FromEntry(StoredEntry entry, EntryPlace place) => new(
        place,
        EntryFacts.CodeOf(entry.Kind),
        ComputeFingerprint(entry.Id),
        ComputeFingerprint(entry.KeyHash),
        ComputeFingerprint(SubjectOf(entry)),
        entry.About.Record is { } record ? ComputeFingerprint(record) : 0,
        entry.About.Consent is { } consent ? ComputeFingerprint(consent) : 0);

    /// <summary>The subject that an entry is about. None if it is about nobody.</summary>
    public static SubjectHandle SubjectOf(StoredEntry entry) => entry.About.Subject.IsNone ? entry.Subject : entry.About.Subject;

    /// <summary>The fingerprint of an id; never 0.</summary>
    public static uint ComputeFingerprint(RecordId id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.WriteBytes(bytes);
        return Math.Max(1, Crc32C.Compute(bytes));
    }

    /// <summary>The fingerprint: 0 for the zero digest, and never 0 for another one.</summary>
    public static uint ComputeFingerprint(Digest keyHash)
    {
        Span<byte> bytes = stackalloc byte[Digest.Length];
        keyHash.CopyTo(bytes);
        return keyHash.IsZero ? 0 : Math.Max(1, Crc32C.Compute(bytes));
    }

    /// <summary>The fingerprint: 0 for nobody, and never 0 for a subject.</summary>
    public static uint ComputeFingerprint(SubjectHandle subject)
    {
        Span<byte> bytes = stackalloc byte[SubjectHandle.Length];
        subject.WriteBytes(bytes);
        return subject.IsNone ? 0 : Math.Max(1, Crc32C.Compute(bytes));
    }
}
