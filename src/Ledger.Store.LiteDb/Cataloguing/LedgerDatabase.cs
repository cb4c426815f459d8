using System.Diagnostics.CodeAnalysis;
using Ledger.Store.LiteDb.Files;
using Ledger.Store.LiteDb.Journaling;
using Ledger.Verify.Trees;
using LiteDB;

namespace Ledger.Store.LiteDb.Cataloguing;

/// <summary>
/// The department's LiteDB file. The collection <c>catalogue</c> is a copy of data in the journal, so that opening need not read the journal. It can
/// be deleted at any time. The collections of <see cref="Anchors.AnchorDocuments"/> exist only in this file, but can be read from the chain again.
/// </summary>
internal sealed class LedgerDatabase : IDisposable
{
    private const string CatalogueName = "catalogue";
    private const int StampId = -1;
    private const int PagesPerTransaction = 256;

    private LedgerDatabase(LiteFile file)
    {
        File = file;
        file.EnsureCollection(CatalogueName);
    }

    private ILiteCollection<BsonDocument> CatalogueRows => File.Collection(CatalogueName);

    /// <summary>Safe for use from any thread.</summary>
    public LiteFile File { get; }

    public static LedgerDatabase Open(string path)
    {
        var file = LiteFile.Open(path);
        try
        {
            return new LedgerDatabase(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The stamp. Null if there is none or it has another form.</summary>
    public CatalogueStamp? FindStamp()
    {
        var document = CatalogueRows.FindById(StampId);
        return document is not null
            && document["journal"].IsGuid && document["size"].IsInt64 && document["root"].IsBinary && document["frame"].IsInt64
            && document["size"].AsInt64 > 0 && document["frame"].AsInt64 >= 0
            && Digest.TryRead(document["root"].AsBinary, out var root)
            ? new CatalogueStamp(document["journal"].AsGuid, document["size"].AsInt64, root, EntryPlace.FromPacked(document["frame"].AsInt64))
            : null;
    }

    /// <summary>Loads the catalogue up to the stamp. False if a part is missing or damaged.</summary>
    public bool TryLoad(CatalogueStamp stamp, [NotNullWhen(true)] out Catalogue? catalogue)
    {
        var loaded = new Catalogue();
        catalogue = null;
        foreach (var document in CatalogueRows.Find(Query.GTE("_id", 0)))
        {
            var page = (int)(loaded.Size / Catalogue.PageRows);
            if (!document["_id"].IsInt32 || document["_id"].AsInt32 != page || loaded.Size % Catalogue.PageRows != 0 || !document["rows"].IsBinary)
            {
                return false;
            }

            loaded.Add(CataloguePage.Decode(page, document["rows"].AsBinary));
        }

        catalogue = loaded.Size == stamp.Size ? loaded : null;
        return catalogue is not null;
    }

    /// <summary>Saves the rows from an index up to the stamp's size. Durable when it returns.</summary>
    public void Save(Catalogue catalogue, long from, CatalogueStamp stamp)
    {
        var first = (int)(from / Catalogue.PageRows);
        var last = (int)((stamp.Size - 1) / Catalogue.PageRows);
        var documents = Enumerable.Range(first, last - first + 1).Select(page => new BsonDocument
        {
            ["_id"] = page,
            ["rows"] = CataloguePage.Encode(page, catalogue.ReadPage(page, stamp.Size)),
        });
        var stampDocument = new BsonDocument
        {
            ["_id"] = StampId,
            ["journal"] = stamp.JournalId,
            ["size"] = stamp.Size,
            ["root"] = stamp.Root.ToArray(),
            ["frame"] = stamp.LastFrame.ToPacked(),
        };

        // A crash between two of these transactions leaves pages after the stamp. TryLoad then fails and the catalogue is rebuilt. Only a rebuild is
        // long enough for more than one transaction.
        foreach (var part in documents.Append(stampDocument).Chunk(PagesPerTransaction))
        {
            CatalogueRows.Upsert(part);
        }

        File.MakeDurable();
    }

    /// <summary>Deletes the catalogue and keeps the data from the chain. Only while the store is opened.</summary>
    public void Clear()
    {
        File.Database.DropCollection(CatalogueName);
        File.EnsureCollection(CatalogueName);
    }

    public void Dispose() => File.Dispose();
}
