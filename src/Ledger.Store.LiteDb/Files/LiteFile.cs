using Ledger.Verify.Faults;
using LiteDB;

namespace Ledger.Store.LiteDb.Files;

/// <summary>
/// A LiteDB file with two guarantees that LiteDB 5.0.21 lacks. Data that was made durable is on the disk. After a power cut the file is as before the
/// last write or as after it. Safe for use from any thread, as LiteDB is; opened and closed by one thread.
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
        _log = GetLogPath(path);
        _flush = flush;
        _path = path;
        _database = OpenDatabase(path);
    }

    public LiteDatabase Database => _database;

    /// <summary>A collection of the open file. Do not store it: see <see cref="Use{T}"/>.</summary>
    public ILiteCollection<BsonDocument> Collection(string name) => _database.GetCollection(name);

    /// <summary>
    /// Reads or writes. After a disk error, such as a full disk, LiteDB closes its file and refuses even reads. Then the file is opened again and the
    /// work runs again. So the work must be idempotent.
    /// </summary>
    /// <exception cref="FaultException"><see cref="LogFaults.StorageFails"/>: the second attempt failed, too.</exception>
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
                throw new FaultException(LogFaults.StorageFails, $"{_path} cannot be read or written: {again.Message}", again);
            }
        }
    }

    /// <summary>Opens the file or creates it. Never with a password, because LiteDB does not fsync encrypted files.</summary>
    public static LiteFile Open(string path) => Open(path, Flush);

    /// <summary>The same with another flush function, for tests.</summary>
    internal static LiteFile Open(string path, Action<string> flush)
    {
        var file = new LiteFile(path, flush);
        try
        {
            // A checkpoint started by LiteDB would write to the file before its log is on the disk.
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

    /// <summary>Deletes a file and its LiteDB log.</summary>
    public static void Delete(string path)
    {
        File.Delete(path);
        File.Delete(GetLogPath(path));
    }

    /// <summary>
    /// The collection; created if it is missing. LiteDB otherwise creates it with its first document, and a concurrent read fails at that moment,
    /// because it finds the name but no page. Call this while opening the file, before another thread reads.
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
    /// Makes commits durable. A commit of LiteDB 5.0.21 writes to its log without a flush. A checkpoint copies the log to the file, flushes the file
    /// and cuts the log. So the log is flushed first. Otherwise a power cut during the checkpoint could damage both.
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
                return; // Another thread has opened it.
            }

            try
            {
                failed.Dispose();
            }
            catch (Exception problem) when (IsOfTheFile(problem))
            {
                // LiteDB could not write its memory. Everything durable is in the file or its log.
            }

            _database = OpenDatabase(_path);
        }
    }

    private static string GetLogPath(string path) =>
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
