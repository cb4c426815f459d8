using Ledger.Faults;
using LiteDB;

namespace Ledger.Store.LiteDb.Files;

/// <summary>
/// A LiteDB file with the promises that LiteDB 5.0.21 does not keep by itself: what was made durable is on the disk, and a power cut at any moment
/// leaves the file as it was before the last write or after it. Safe for use from any thread, as LiteDB is; opened and closed by one.
/// </summary>
internal sealed class LiteFile : IDisposable
{
    private const int ByHand = 0;

    private readonly string _log;
    private readonly Action<string> _flush;
    private readonly string _path;
    private readonly Lock _reopening = new();
    private volatile LiteDatabase _database;

    private LiteFile(string path, Action<string> flush)
    {
        _log = LogOf(path);
        _flush = flush;
        _path = path;
        _database = OpenDatabase(path);
    }

    public LiteDatabase Database => _database;

    /// <summary>A collection of the file as it is open now. Not to be kept: see <see cref="Use{T}"/>.</summary>
    public ILiteCollection<BsonDocument> Collection(string name) => _database.GetCollection(name);

    /// <summary>
    /// Reads or writes. After an error of the disk, such as one that is full, LiteDB closes its file and refuses even reads from then on; so the file
    /// is opened again and the work is done once more. It must bear being done twice.
    /// </summary>
    /// <exception cref="StoreUnavailableException">It fails again.</exception>
    public T Use<T>(Func<T> work)
    {
        var database = _database;
        try
        {
            return work();
        }
        catch (Exception problem) when (IsOfTheFile(problem))
        {
            try
            {
                Reopen(database);
                return work();
            }
            catch (Exception again) when (IsOfTheFile(again))
            {
                throw new StoreUnavailableException($"{_path} cannot be read or written: {again.Message}", again);
            }
        }
    }

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

    public void Dispose() => _database.Dispose();

    private static LiteDatabase OpenDatabase(string path) => new(new ConnectionString { Filename = path, Connection = ConnectionType.Direct });

    private static bool IsOfTheFile(Exception problem) => problem is LiteException or IOException or UnauthorizedAccessException;

    private void Reopen(LiteDatabase failed)
    {
        lock (_reopening)
        {
            if (_database != failed)
            {
                return; // Another thread did.
            }

            try
            {
                failed.Dispose();
            }
            catch (Exception problem) when (IsOfTheFile(problem))
            {
                // It could not write what it held. What was made durable is in the file or in its log.
            }

            _database = OpenDatabase(_path);
        }
    }

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
