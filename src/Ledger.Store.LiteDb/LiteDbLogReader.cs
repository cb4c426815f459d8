using System.Collections.Immutable;
using Ledger.Issuing;
using Ledger.Log;
using Ledger.Store.LiteDb.Journaling;
using Ledger.Verify.Faults;
using Ledger.Verify.Trees;
using Microsoft.Extensions.Logging;

namespace Ledger.Store.LiteDb;

/// <summary>
/// A department's log as its journal has it now, opened for reading. Takes no lock, reads the whole journal and leaves every file as it is, so it
/// works on a read-only disk and beside a node that writes; it does not see what is committed later. Safe for use from any thread.
/// </summary>
public sealed class LiteDbLogReader : ILogReader
{
    private readonly JournaledEntries _entries;
    private readonly JournalReader _reader;
    private readonly LogHead _head;

    private LiteDbLogReader(JournaledEntries entries, JournalReader reader, LogHead head) => (_entries, _reader, _head) = (entries, reader, head);

    /// <summary>Reads a department's journal. Runs to its end on the calling thread.</summary>
    /// <exception cref="DirectoryNotFoundException">The folder holds no log.</exception>
    /// <exception cref="FaultException"><see cref="StoreFaults.Damaged"/>: a file does not hold what was written.</exception>
    /// <exception cref="FaultException"><see cref="StoreFaults.Behind"/>: the journal has lost entries.</exception>
    /// <exception cref="FaultException"><see cref="StoreFaults.Foreign"/>: the folder holds the log of another origin.</exception>
    /// <exception cref="FaultException"><see cref="StoreFaults.TooNew"/>: the journal was written by a later version.</exception>
    public static ValueTask<LiteDbLogReader> OpenAsync(LiteDbStoreOptions options, ILogger logger, CancellationToken cancellationToken)
    {
        options.Ensure();
        var (catalogue, head) = new StoreOpening(options, Files.DiskFile.Open, logger).Read(cancellationToken);
        var reader = new JournalReader(Path.Combine(options.Folder, "journal"));
        return ValueTask.FromResult(new LiteDbLogReader(new JournaledEntries(catalogue, reader), reader, head));
    }

    public ValueTask<LogHead> ReadHeadAsync(CancellationToken cancellationToken) => ValueTask.FromResult(_head);

    public ValueTask<StoredEntry?> FindAsync(long index, CancellationToken cancellationToken) => ValueTask.FromResult(_entries.Find(index));

    public ValueTask<ImmutableArray<StoredEntry>> FindByRecordAsync(RecordId id, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_entries.FindByRecord(id, cancellationToken));

    public ValueTask<IReadOnlyDictionary<Digest, StoredEntry>> FindByKeysAsync(IReadOnlyList<Digest> keyHashes, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_entries.FindByKeys(keyHashes, cancellationToken));

    public ValueTask<ImmutableArray<StoredEntry>> ListRecordsAsync(long before, int limit, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_entries.ListRecords(before, limit, cancellationToken));

    public ValueTask<ImmutableArray<StoredEntry>> ListStatusesAsync(long from, int limit, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_entries.ListStatuses(from, limit, cancellationToken));

    public IAsyncEnumerable<ReadOnlyMemory<byte>> ReadTextsAsync(long from, long to, CancellationToken cancellationToken) =>
        _entries.ReadTextsAsync(from, to, _head.Size, cancellationToken);

    public ValueTask<ReadOnlyMemory<byte>> ReadPayloadAsync(long index, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_entries.ReadPayload(index));

    public ValueTask DisposeAsync()
    {
        _reader.Dispose();
        return ValueTask.CompletedTask;
    }
}
