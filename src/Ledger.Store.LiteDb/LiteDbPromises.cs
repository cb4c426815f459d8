using LiteDB;

namespace Ledger.Store.LiteDb;

/// <summary>What we promise of a LiteDB file and LiteDB 5.0.20 does not by itself.</summary>
internal static class LiteDbPromises
{
    /// <summary>
    /// The collection, made when it is missing. LiteDB makes one with its first document otherwise, and a read from another thread that meets the
    /// making fails: it sees the name before there is a page. Only for whoever opens the file, before anybody else can read from it.
    /// </summary>
    public static ILiteCollection<BsonDocument> EnsureCollection(this LiteDatabase database, string name)
    {
        var collection = database.GetCollection(name);
        if (!database.CollectionExists(name))
        {
            collection.Insert(Array.Empty<BsonDocument>());
        }

        return collection;
    }

    /// <summary>
    /// Makes what was committed durable. A commit only hands its pages to a thread that writes and fsyncs them a little later; a checkpoint waits
    /// for that thread, and has the pages in the file itself before it cuts the log.
    /// </summary>
    public static void MakeDurable(this LiteDatabase database) => database.Checkpoint();
}
