using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Ledger.Store.LiteDb.Cataloguing;

/// <summary>
/// Saves the catalogue to LiteDB in the background, without delaying commits. It may lag behind the journal: missing rows are read from the journal
/// at the next opening. It saves every <see cref="SaveEvery"/> entries, several batches in one transaction, and also when the store is closed.
/// </summary>
internal sealed class CatalogueKeeper : IAsyncDisposable
{
    /// <summary>
    /// The number of entries between two saves. After a crash, about this many entries must be read from the journal, and those committed during a save.
    /// </summary>
    public const int SaveEvery = 2048;

    private readonly LedgerDatabase _database;
    private readonly Catalogue _catalogue;
    private readonly DocumentTable _documents;
    private readonly DocumentFile _documentFile;
    private readonly ILogger _logger;
    private readonly Channel<CatalogueStamp> _due = Channel.CreateBounded<CatalogueStamp>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    private readonly Task _saving;
    private CatalogueStamp? _newest; // Written only by the committer, which has ended before DisposeAsync reads it.
    private long _requestedSize;      // Written only by the committer.
    private long _saved;              // Written only by the saving loop.

    public CatalogueKeeper(LedgerDatabase database, Catalogue catalogue, DocumentTable documents, DocumentFile documentFile, long saved, ILogger logger)
    {
        _database = database;
        _catalogue = catalogue;
        _documents = documents;
        _documentFile = documentFile;
        _logger = logger;
        _saved = saved;
        _requestedSize = saved;
        _saving = SaveAllAsync();
    }

    /// <summary>Notes that the catalogue has grown. Never waits.</summary>
    public void Note(CatalogueStamp stamp)
    {
        _newest = stamp;
        if (stamp.Size - _requestedSize >= SaveEvery)
        {
            _requestedSize = stamp.Size;
            _due.Writer.TryWrite(stamp);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_newest is not null)
        {
            _due.Writer.TryWrite(_newest);
        }

        _due.Writer.TryComplete();
        await _saving;
    }

    /// <summary>Saves the document numbers that were added since the last save. Call it only after <see cref="DisposeAsync"/>.</summary>
    public void SaveDocuments(long size)
    {
        try
        {
            _documentFile.Save(_documents, size);
        }
        catch (Exception problem)
        {
            // The next start reads them from the payloads.
            CatalogueEvents.DocumentsNotSaved(_logger, problem, size);
        }
    }

    private async Task SaveAllAsync()
    {
        await foreach (var stamp in _due.Reader.ReadAllAsync())
        {
            if (!TrySave(stamp))
            {
                return;
            }
        }
    }

    private bool TrySave(CatalogueStamp stamp)
    {
        try
        {
            _database.Save(_catalogue, _saved, stamp);
            _saved = stamp.Size;
            _documentFile.Save(_documents, stamp.Size);
            return true;
        }
        catch (Exception problem)
        {
            // The log does not depend on LiteDB. It continues without a saved catalogue and logs this.
            CatalogueEvents.CatalogueNotSaved(_logger, problem, _saved, stamp.Size);
            return false;
        }
    }
}
