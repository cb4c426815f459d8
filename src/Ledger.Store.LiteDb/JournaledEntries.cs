using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Ledger.Issuing;
using Ledger.Log;
using Ledger.Store.LiteDb.Cataloguing;
using Ledger.Store.LiteDb.Journaling;
using Ledger.Verify.Entries;
using Ledger.Verify.Trees;

namespace Ledger.Store.LiteDb;

/// <summary>Finds entries by a catalogue and reads them from the journal. Safe for use from any thread.</summary>
internal sealed class JournaledEntries(Catalogue catalogue, JournalReader reader)
{
    public StoredEntry? Find(long index) => catalogue.FindPlace(index) is { } place ? reader.ReadEntry(index, place) : null;

    public ImmutableArray<StoredEntry> FindByRecord(RecordId id, CancellationToken cancellationToken) =>
        ReadAll(catalogue.FindByRecord(CatalogueRow.ComputeFingerprint(id)), cancellationToken).RemoveAll(entry => entry.Id != id);

    public IReadOnlyDictionary<Digest, StoredEntry> FindByKeys(IReadOnlyList<Digest> keyHashes, CancellationToken cancellationToken)
    {
        var found = new Dictionary<Digest, StoredEntry>();
        foreach (var key in keyHashes.Where(key => !key.IsZero))
        {
            var candidates = ReadAll(catalogue.FindByKey(CatalogueRow.ComputeFingerprint(key)), cancellationToken);
            if (candidates.FirstOrDefault(entry => entry.KeyHash == key) is { } first)
            {
                found[key] = first;
            }
        }

        return found;
    }

    public ImmutableArray<StoredEntry> ListRecords(long before, int limit, CancellationToken cancellationToken) =>
        ReadAll(catalogue.ListBelow(before, limit, IsRecord), cancellationToken);

    public ImmutableArray<StoredEntry> ListStatuses(long from, int limit, CancellationToken cancellationToken) =>
        ReadAll(catalogue.ListFrom(from, limit, IsStatus), cancellationToken);

    /// <summary>Texts in order, up to an index that MUST NOT be beyond the committed size.</summary>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadTextsAsync(
        long from, long to, long size, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(to, size);
        await ValueTask.CompletedTask;
        for (var index = from; index < to; index++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return Find(index)!.Text; // Below the head there is an entry at every index.
        }
    }

    public ReadOnlyMemory<byte> ReadPayload(long index) => catalogue.FindPlace(index) is { } place
        ? reader.ReadPayload(index, place)
        : throw new ArgumentOutOfRangeException(nameof(index), index, "The log is not that long.");

    private ImmutableArray<StoredEntry> ReadAll(ImmutableArray<int> indices, CancellationToken cancellationToken)
    {
        var entries = ImmutableArray.CreateBuilder<StoredEntry>(indices.Length);
        foreach (var index in indices)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var place = catalogue.FindPlace(index) ?? throw new InvalidOperationException("The catalogue named an entry it does not have.");
            entries.Add(reader.ReadEntry(index, place));
        }

        return entries.MoveToImmutable();
    }

    private static bool IsRecord(byte kind) => EntryFacts.KindOf(kind) is EntryKind.Certificate or EntryKind.Decision or EntryKind.Consent;

    private static bool IsStatus(byte kind) => EntryFacts.KindOf(kind) is EntryKind.Status;
}
