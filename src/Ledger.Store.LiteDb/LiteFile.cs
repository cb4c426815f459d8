using LiteDB;

namespace Ledger.Store.LiteDb;

/// <summary>
/// A LiteDB file with the promises that LiteDB 5.0.21 does not keep by itself: what was made durable is on the disk, and a power cut at any moment
/// leaves the file as it was before the last write or after it. Safe for use from any thread, as LiteDB is; opened and closed by one.
/// </summary>
internal sealed class LiteFile : IDisposable
{
    private const int ByHand = 0;

    private readonly string _log;
    private readonly Action<string> _flush;

    private LiteFile(string path, Action<string> flush)
    {
        _log = LogOf(path);
        _flush = flush;
        Database = new LiteDatabase(new ConnectionString { Filename = path, Connection = ConnectionType.Direct });
    }

    public LiteDatabase Database { get; }

    /// <summary>Opens the file, or makes a new one. Never with a password: LiteDB does not fsync what it encrypts.</summary>
    public static LiteFile Open(string path) => Open(path, Flush);

    /// <summary>With another way to flush a file of this path, for tests.</summary>
    internal static LiteFile Open(string path, Action<string> flush)
    {
        var file = new LiteFile(path, flush);
        try
        {
            // A checkpoint that LiteDB begins by itself would write into the file before the log is on the disk.
            if (file.Database.CheckpointSize != ByHand)
            {
                file.Database.CheckpointSize = ByHand;
                file.MakeDurable();
            }

            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Removes a file and LiteDB's log of it.</summary>
    public static void Delete(string path)
    {
        File.Delete(path);
        File.Delete(LogOf(path));
    }

    /// <summary>
    /// The collection, made when it is missing. LiteDB otherwise makes it with its first document, and a read from another thread at that
    /// moment fails: it finds the name and no page. Call this while the file is opened, before another thread reads from it.
    /// </summary>
    public ILiteCollection<BsonDocument> EnsureCollection(string name)
    {
        var collection = Database.GetCollection(name);
        if (!Database.CollectionExists(name))
        {
            collection.Insert(Array.Empty<BsonDocument>());
        }

        return collection;
    }

    /// <summary>
    /// Makes what was committed durable. A commit of LiteDB 5.0.21 writes to its log and flushes nothing; its checkpoint writes from the log into the
    /// file, flushes the file and cuts the log. So the log is flushed first: else a power cut in the checkpoint could find neither whole.
    /// </summary>
    public void MakeDurable()
    {
        _flush(_log);
        Database.Checkpoint();
    }

    public void Dispose() => Database.Dispose();

    private static string LogOf(string path) =>
        Path.Combine(Path.GetDirectoryName(path) ?? "", Path.GetFileNameWithoutExtension(path) + "-log" + Path.GetExtension(path));

    private static void Flush(string path)
    {
        if (File.Exists(path))
        {
            using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            RandomAccess.FlushToDisk(handle);
        }
    }
}
