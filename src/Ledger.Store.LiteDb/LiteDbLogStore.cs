using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Ledger.Departments;
using Ledger.Hosting;
using Ledger.Issuing;
using Ledger.Keys;
using Ledger.Log;
using Ledger.Store.LiteDb.Anchors;
using Ledger.Store.LiteDb.Cataloguing;
using Ledger.Store.LiteDb.Files;
using Ledger.Store.LiteDb.Journaling;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;
using Ledger.Verify.Trees;
using Microsoft.Extensions.Logging;

namespace Ledger.Store.LiteDb;

/// <summary>
/// One department's log on one machine. A commit is one append with fsync to the journal. The catalogue finds entries in the journal. It is in memory
/// and has a copy in LiteDB, so that opening is fast. Losing <c>ledger.db</c> loses no entry.
/// </summary>
public sealed partial class LiteDbLogStore : IDepartmentStore
{
    private readonly FolderLock _lock;
    private readonly LedgerDatabase _database;
    private readonly Catalogue _catalogue;
    private readonly DocumentTable _documents;
    private readonly DocumentFile _documentFile;
    private readonly CatalogueKeeper _keeper;
    private readonly JournalAppender _appender;
    private readonly JournalReader _reader;
    private readonly AnchorDocuments _anchors;
    private readonly Guid _journalId;
    private readonly SemaphoreSlim _committing = new(1, 1);
    private volatile LogHead _head; // Written only by the session that holds _committing.
    private bool _isClosed;         // The same.

    private LiteDbLogStore(
        FolderLock folderLock, OpenedStore opened, DocumentFile documentFile, DocumentTable documents, JournalAppender appender, JournalReader reader, ILogger logger)
    {
        _lock = folderLock;
        _database = opened.Database;
        _catalogue = opened.Catalogue;
        _documents = documents;
        _documentFile = documentFile;
        _keeper = new CatalogueKeeper(opened.Database, opened.Catalogue, documents, documentFile, opened.Saved, logger);
        _appender = appender;
        _reader = reader;
        _anchors = new AnchorDocuments(opened.Database.File);
        _journalId = opened.LastSegment.Header.JournalId;
        _head = opened.Head;
        if (opened.LastFrame is { } last && opened.Saved < opened.Head.Size)
        {
            _keeper.Note(new CatalogueStamp(_journalId, opened.Head.Size, opened.Head.Root, last));
        }
    }

    /// <summary>Opens a department's store or creates an empty one. Completes synchronously.</summary>
    /// <exception cref="FaultException"><see cref="StoreFaults.Locked"/>: the store is open elsewhere.</exception>
    /// <exception cref="FaultException"><see cref="StoreFaults.Damaged"/>: a file is damaged. Nothing was changed.</exception>
    /// <exception cref="FaultException"><see cref="StoreFaults.Foreign"/>: the folder holds the log of another origin.</exception>
    /// <exception cref="FaultException"><see cref="StoreFaults.TooNew"/>: a later version wrote the journal.</exception>
    public static ValueTask<LiteDbLogStore> OpenAsync(LiteDbStoreOptions options, ILogger logger, CancellationToken cancellationToken) =>
        OpenAsync(options, logger, DiskFile.Open, cancellationToken);

    internal static ValueTask<LiteDbLogStore> OpenAsync(
        LiteDbStoreOptions options, ILogger logger, OpenAppendFile openFile, CancellationToken cancellationToken)
    {
        options.Ensure();
        DurableFolder.Create(options.Folder);
        var folderLock = FolderLock.Acquire(options.Folder);
        OpenedStore? opened = null;
        DocumentFile? documentFile = null;
        try
        {
            opened = new StoreOpening(options, openFile, logger).Open(cancellationToken);
            var journal = Path.Combine(options.Folder, "journal");
            documentFile = DocumentFile.Open(
                new DepartmentLayout(options.Folder).DocumentNumbers, opened.LastSegment.Header.JournalId, opened.Head.Size, out var documents);
            if (options.RebuildsCatalogue)
            {
                documentFile.Clear();
                documents = new DocumentTable();
            }

            var appender = JournalAppender.Open(journal, options.SegmentBytes, openFile, opened.LastSegment, opened.SoundLength);
            return ValueTask.FromResult(new LiteDbLogStore(folderLock, opened, documentFile, documents, appender, new JournalReader(journal), logger));
        }
        catch
        {
            documentFile?.Dispose();
            opened?.Database.Dispose();
            folderLock.Dispose();
            throw;
        }
    }

    public ValueTask<LogHead> ReadHeadAsync(CancellationToken cancellationToken) => ValueTask.FromResult(_head);

    public async ValueTask<ILogSession> BeginWriteAsync(CancellationToken cancellationToken)
    {
        await _committing.WaitAsync(cancellationToken);
        if (_isClosed)
        {
            _committing.Release();
            throw new ObjectDisposedException(nameof(LiteDbLogStore));
        }

        return new Session(this);
    }

    public ValueTask<StoredEntry?> FindAsync(long index, CancellationToken cancellationToken) => ValueTask.FromResult(Find(index));

    public ValueTask<ImmutableArray<StoredEntry>> FindByRecordAsync(RecordId id, CancellationToken cancellationToken) =>
        ValueTask.FromResult(ReadAll(_catalogue.FindByRecord(CatalogueRow.ComputeFingerprint(id)), cancellationToken).RemoveAll(entry => entry.Id != id));

    public ValueTask<IReadOnlyDictionary<Digest, StoredEntry>> FindByKeysAsync(IReadOnlyList<Digest> keyHashes, CancellationToken cancellationToken)
    {
        var found = new Dictionary<Digest, StoredEntry>();
        foreach (var key in keyHashes.Where(key => !key.IsZero))
        {
            var candidates = ReadAll(_catalogue.FindByKey(CatalogueRow.ComputeFingerprint(key)), cancellationToken);
            if (candidates.FirstOrDefault(entry => entry.KeyHash == key) is { } first)
            {
                found[key] = first;
            }
        }

        return ValueTask.FromResult<IReadOnlyDictionary<Digest, StoredEntry>>(found);
    }

    public ValueTask<ImmutableArray<StoredEntry>> ListRecordsAsync(long before, int limit, CancellationToken cancellationToken) =>
        ValueTask.FromResult(ReadAll(_catalogue.ListBelow(before, limit, IsRecord), cancellationToken));

    public ValueTask<ImmutableArray<StoredEntry>> ListStatusesAsync(long from, int limit, CancellationToken cancellationToken) =>
        ValueTask.FromResult(ReadAll(_catalogue.ListFrom(from, limit, IsStatus), cancellationToken));

    public ValueTask<ImmutableArray<StoredEntry>> ListErasuresAsync(long before, int limit, CancellationToken cancellationToken) =>
        ValueTask.FromResult(ReadAll(_catalogue.ListBelow(before, limit, IsErasure), cancellationToken));

    public ValueTask<ImmutableArray<StoredEntry>> ListRequestsAsync(long before, int limit, CancellationToken cancellationToken) =>
        ValueTask.FromResult(ReadAll(_catalogue.ListBelow(before, limit, IsRequest), cancellationToken));

    public ValueTask<ImmutableArray<StoredEntry>> ListBySubjectAsync(SubjectHandle subject, long before, int limit, CancellationToken cancellationToken) =>
        List(_catalogue.ListBySubject, CatalogueRow.ComputeFingerprint(subject), entry => CatalogueRow.SubjectOf(entry) == subject, before, limit, cancellationToken);

    public ValueTask<ImmutableArray<StoredEntry>> ListAboutAsync(RecordId id, long before, int limit, CancellationToken cancellationToken) =>
        List(_catalogue.ListAbout, CatalogueRow.ComputeFingerprint(id), entry => entry.About.Record == id || entry.About.Consent == id, before, limit, cancellationToken);

    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadTextsAsync(long from, long to, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(to, _head.Size);
        await ValueTask.CompletedTask;
        for (var index = from; index < to; index++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return Find(index)!.Text; // Below the head there is an entry at every index.
        }
    }

    public ValueTask<ReadOnlyMemory<byte>> ReadPayloadAsync(long index, CancellationToken cancellationToken) => _catalogue.FindPlace(index) is { } place
        ? ValueTask.FromResult<ReadOnlyMemory<byte>>(_reader.ReadPayload(index, place))
        : throw new ArgumentOutOfRangeException(nameof(index), index, "The log is not that long.");

    public long Covered => _documents.Covered;

    public void Add(long index, Digest document)
    {
        if (!_documents.TryAdd(index, document))
        {
            throw new ArgumentOutOfRangeException(nameof(index), index, "It is not the next entry.");
        }
    }

    public void Forget(IReadOnlyCollection<long> indices)
    {
        // In memory first: a save of the background loop must not write the number again.
        var forgotten = indices.Where(_documents.TryForget).ToList();
        if (forgotten.Count > 0)
        {
            _documentFile.Overwrite(_documents, forgotten);
        }
    }

    public ImmutableArray<long> Find(Digest document) => document.IsZero ? [] : _documents.Find(document);

    /// <summary>Waits for a running commit, saves the catalogue to LiteDB, and unlocks the folder.</summary>
    public async ValueTask DisposeAsync()
    {
        await _committing.WaitAsync();
        try
        {
            if (_isClosed)
            {
                return;
            }

            _isClosed = true;
            try
            {
                await _keeper.DisposeAsync();
                _keeper.SaveDocuments(_head.Size);
                _documentFile.Dispose();
                _appender.Dispose();
                _reader.Dispose();
                _database.Dispose();
            }
            finally
            {
                _lock.Dispose(); // Always released. Otherwise the store could not be opened again.
            }
        }
        finally
        {
            _committing.Release();
        }
    }

    private static bool IsRecord(byte kind) => EntryFacts.KindOf(kind) is EntryKind.Certificate or EntryKind.Decision or EntryKind.Consent;

    private static bool IsErasure(byte kind) => EntryFacts.KindOf(kind) is EntryKind.Erasure;

    private static bool IsRequest(byte kind) => EntryFacts.KindOf(kind) is EntryKind.Request;

    private static bool IsStatus(byte kind) => EntryFacts.KindOf(kind) is EntryKind.Status;

    /// <summary>Lists the entries among the candidates of the catalogue. Other entries can have the same fingerprint, so it may ask again.</summary>
    private ValueTask<ImmutableArray<StoredEntry>> List(
        Func<uint, long, int, ImmutableArray<int>> candidates, uint fingerprint, Func<StoredEntry, bool> isWanted, long before, int limit, CancellationToken cancellationToken)
    {
        var found = ImmutableArray.CreateBuilder<StoredEntry>();
        while (found.Count < limit)
        {
            var indices = candidates(fingerprint, before, limit - found.Count);
            if (indices.IsEmpty)
            {
                break;
            }

            found.AddRange(ReadAll(indices, cancellationToken).Where(isWanted));
            before = indices[^1];
        }

        return ValueTask.FromResult(found.ToImmutable());
    }

    private StoredEntry? Find(long index) => _catalogue.FindPlace(index) is { } place ? _reader.ReadEntry(index, place) : null;

    private ImmutableArray<StoredEntry> ReadAll(ImmutableArray<int> indices, CancellationToken cancellationToken)
    {
        var entries = ImmutableArray.CreateBuilder<StoredEntry>(indices.Length);
        foreach (var index in indices)
        {
            cancellationToken.ThrowIfCancellationRequested();
            entries.Add(Find(index) ?? throw new InvalidOperationException("The catalogue named an entry it does not have."));
        }

        return entries.MoveToImmutable();
    }

    // The order matters: write durably, add to the catalogue, then set the head.
    private void Commit(CommitBatch batch, EncodedFrame frame)
    {
        var place = _appender.Append(batch.Before, frame);
        _catalogue.Add(batch.Entries.Select((entry, i) =>
            CatalogueRow.FromEntry(entry.Entry, place with { Offset = place.Offset + frame.EntryOffsets[i] })));
        foreach (var entry in batch.Entries)
        {
            _documents.TryAdd(entry.Entry.Index, entry.Document); // Does nothing while earlier entries are missing in the table.
        }

        _head = batch.After;
        _keeper.Note(new CatalogueStamp(_journalId, batch.After.Size, batch.After.Root, place));
    }

    /// <summary>Holds <see cref="_committing"/> until it is disposed.</summary>
    private sealed class Session(LiteDbLogStore store) : ILogSession
    {
        private bool _isOver;

        public LogHead Head => store._head;

        public ValueTask<IReadOnlyDictionary<Digest, StoredEntry>> FindByKeysAsync(IReadOnlyList<Digest> keyHashes, CancellationToken cancellationToken) =>
            store.FindByKeysAsync(keyHashes, cancellationToken);

        public ValueTask<ImmutableArray<StoredEntry>> FindByRecordAsync(RecordId id, CancellationToken cancellationToken) =>
            store.FindByRecordAsync(id, cancellationToken);

        public ValueTask<bool> TryCommitAsync(CommitBatch batch, CancellationToken cancellationToken)
        {
            ObjectDisposedException.ThrowIf(_isOver, this);
            batch.EnsureConsistent();
            store._appender.EnsureSound();
            if (!store._head.Equals(batch.Before))
            {
                return ValueTask.FromResult(false);
            }

            store.Commit(batch, FrameEncoder.Encode(batch));
            return ValueTask.FromResult(true);
        }

        public ValueTask DisposeAsync()
        {
            if (!_isOver)
            {
                _isOver = true;
                store._committing.Release();
            }

            return ValueTask.CompletedTask;
        }
    }
}
