using System.Collections.Immutable;
using Ledger.Store.LiteDb.Journaling;

namespace Ledger.Store.LiteDb.Cataloguing;

/// <summary>
/// Finds every entry of the log by index, by record, by idempotency key, by subject, by what it is about, and by kind. It is held in memory, at about
/// 110 bytes per entry. An index over random keys on disk would write a random page for each entry. Rows are only added. Safe for use from any thread.
/// </summary>
internal sealed class Catalogue
{
    /// <summary>The number of rows in a page, the unit of storage in LiteDB.</summary>
    public const int PageRows = 256;

    private readonly Lock _lock = new();
    private readonly ChunkedList<long> _places = new();
    private readonly ChunkedList<byte> _kinds = new();
    private readonly FingerprintColumn _records = new();
    private readonly FingerprintColumn _keys = new();
    private readonly FingerprintColumn _subjects = new();
    private readonly FingerprintColumn _aboutRecords = new();
    private readonly FingerprintColumn _aboutConsents = new();

    public long Size
    {
        get
        {
            lock (_lock)
            {
                return _places.Count;
            }
        }
    }

    /// <summary>Adds the rows of a batch. A reader sees all of them or none.</summary>
    public void Add(IEnumerable<CatalogueRow> rows)
    {
        lock (_lock)
        {
            foreach (var row in rows)
            {
                AddNeedsLock(row);
            }
        }
    }

    /// <summary>The place of an entry. Null if there is no entry with that index.</summary>
    public EntryPlace? FindPlace(long index)
    {
        lock (_lock)
        {
            return index >= 0 && index < _places.Count ? EntryPlace.FromPacked(_places[(int)index]) : null;
        }
    }

    /// <summary>The indices of entries that may belong to a record, oldest first.</summary>
    public ImmutableArray<int> FindByRecord(uint fingerprint) => Find(_records, fingerprint);

    /// <summary>The indices below <paramref name="before"/> of entries that may be about a subject, newest first.</summary>
    /// <param name="fingerprint">The subject's fingerprint.</param>
    /// <param name="before">The end, exclusive.</param>
    /// <param name="limit">The greatest number of indices.</param>
    public ImmutableArray<int> ListBySubject(uint fingerprint, long before, int limit)
    {
        lock (_lock)
        {
            return [.. _subjects.Find(fingerprint).SkipWhile(index => index >= before).Take(limit)];
        }
    }

    /// <summary>The indices below <paramref name="before"/> of entries that may be about a record or a consent without having its id, newest first.</summary>
    /// <param name="fingerprint">The fingerprint of the id.</param>
    /// <param name="before">The end, exclusive.</param>
    /// <param name="limit">The greatest number of indices.</param>
    public ImmutableArray<int> ListAbout(uint fingerprint, long before, int limit)
    {
        lock (_lock)
        {
            var records = _aboutRecords.Find(fingerprint).SkipWhile(index => index >= before).Take(limit);
            var consents = _aboutConsents.Find(fingerprint).SkipWhile(index => index >= before).Take(limit);
            return [.. records.Union(consents).OrderDescending().Take(limit)];
        }
    }

    /// <summary>The indices of entries that may have an idempotency key, oldest first.</summary>
    public ImmutableArray<int> FindByKey(uint fingerprint) => Find(_keys, fingerprint);

    /// <summary>Up to <paramref name="limit"/> indices below <paramref name="before"/> of entries of the wanted kinds, newest first.</summary>
    public ImmutableArray<int> ListBelow(long before, int limit, Func<byte, bool> isWanted)
    {
        lock (_lock)
        {
            var found = ImmutableArray.CreateBuilder<int>();
            for (var at = (int)Math.Min(before, _kinds.Count) - 1; at >= 0 && found.Count < limit; at--)
            {
                if (isWanted(_kinds[at]))
                {
                    found.Add(at);
                }
            }

            return found.ToImmutable();
        }
    }

    /// <summary>Up to <paramref name="limit"/> indices from <paramref name="from"/> on of entries of the wanted kinds, oldest first.</summary>
    public ImmutableArray<int> ListFrom(long from, int limit, Func<byte, bool> isWanted)
    {
        lock (_lock)
        {
            var found = ImmutableArray.CreateBuilder<int>();
            for (var at = (int)Math.Clamp(from, 0, _kinds.Count); at < _kinds.Count && found.Count < limit; at++)
            {
                if (isWanted(_kinds[at]))
                {
                    found.Add(at);
                }
            }

            return found.ToImmutable();
        }
    }

    /// <summary>The rows of a page below the index <paramref name="end"/>.</summary>
    public ImmutableArray<CatalogueRow> ReadPage(int page, long end)
    {
        lock (_lock)
        {
            var rows = ImmutableArray.CreateBuilder<CatalogueRow>(PageRows);
            var stop = (int)Math.Min(end, (page + 1L) * PageRows);
            for (var at = page * PageRows; at < stop; at++)
            {
                rows.Add(new CatalogueRow(
                    EntryPlace.FromPacked(_places[at]), _kinds[at], _records[at], _keys[at], _subjects[at], _aboutRecords[at], _aboutConsents[at]));
            }

            return rows.ToImmutable();
        }
    }

    private ImmutableArray<int> Find(FingerprintColumn column, uint fingerprint)
    {
        lock (_lock)
        {
            return [.. column.Find(fingerprint).Reverse()];
        }
    }

    private void AddNeedsLock(CatalogueRow row)
    {
        _places.Add(row.Place.ToPacked());
        _kinds.Add(row.Kind);
        _records.Add(row.Record);
        _keys.Add(row.Key);
        _subjects.Add(row.Subject);
        _aboutRecords.Add(row.AboutRecord);
        _aboutConsents.Add(row.AboutConsent);
    }
}
