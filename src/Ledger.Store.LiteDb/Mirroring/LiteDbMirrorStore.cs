using System.Buffers;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Ledger.Mirroring;
using Ledger.Store.LiteDb.Anchors;
using Ledger.Store.LiteDb.Files;
using Ledger.Store.LiteDb.Journaling;
using Ledger.Verify.Chain;
using Ledger.Verify.Faults;
using LiteDB;

namespace Ledger.Store.LiteDb.Mirroring;

/// <summary>
/// The mirror of the chain in its own LiteDB file: events in pages, and a stamp with the number of valid pages. Each step is one transaction.
/// Everything in the file can be read from the chain again. So an unusable file is deleted and created again.
/// </summary>
public sealed class LiteDbMirrorStore : IMirrorStore, IDisposable
{
    private const int Version = 1;
    private const int FullPage = 64 * 1024;
    private const int LargestPage = 1024 * 1024;
    private const string PagesName = "pages";
    private const string StampsName = "stamps";
    private const string StampId = "stamp";

    private readonly string _path;
    private LiteFile _file;
    private string? _damage;       // Why the previous file could not be opened.
    private int _pages;            // The number of pages in the stamp. Set when the stamp is read or written.
    private byte[] _last = [];     // The last page. It is continued until it is full.

    private LiteDbMirrorStore(string path, LiteFile file, string? damage)
    {
        _path = path;
        _file = file;
        _damage = damage;
    }

    private ILiteCollection<BsonDocument> Pages => _file.Database.GetCollection(PagesName);

    private ILiteCollection<BsonDocument> Stamps => _file.Database.GetCollection(StampsName);

    /// <summary>Opens the file or creates it. The caller ensures that no other process does this.</summary>
    public static LiteDbMirrorStore Open(string path)
    {
        try
        {
            return new LiteDbMirrorStore(path, OpenFile(path), null);
        }
        catch (Exception problem) when (IsDamage(problem))
        {
            LiteFile.Delete(path);
            return new LiteDbMirrorStore(path, OpenFile(path), "mirror.db is not a file of ours: " + problem.GetType().Name);
        }
    }

    /// <summary>Deletes the file of a node that is not running.</summary>
    public static void Delete(string path) => LiteFile.Delete(path);

    public ValueTask<MirrorStamp?> FindStampAsync(CancellationToken cancellationToken) => ReadOrReportDamage(() =>
    {
        if (_damage is not null)
        {
            throw new FaultException(StoreFaults.Damaged, _damage);
        }

        if (Stamps.FindById(StampId) is not { } document)
        {
            return ValueTask.FromResult<MirrorStamp?>(null);
        }

        if (document["v"].AsInt32 != Version)
        {
            throw new FaultException(StoreFaults.Damaged, "mirror.db was written by another version.");
        }

        if (document["crc"].AsInt64 != ComputeStampCrc(document))
        {
            throw new FaultException(StoreFaults.Damaged, "The stamp of mirror.db is damaged.");
        }

        _pages = document["pages"].AsInt32;
        _last = _pages > 0 ? ReadPage(_pages - 1) : [];
        return ValueTask.FromResult<MirrorStamp?>(new MirrorStamp(
            new MirroredChain(document["chainId"].AsInt64, Address(document["registry"]), Address(document["anchor"]), Address(document["status"])),
            new ChainBlock(document["block"].AsInt64, Bson.Digest(document["hash"]), Bson.Time(document["time"])),
            document["verified"].AsInt64));
    });

    public async IAsyncEnumerable<ImmutableArray<EventBlock>> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var number = 0; number < _pages; number++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return await ReadOrReportDamage(() => ValueTask.FromResult(EventCodec.Read(ReadPage(number))));
        }
    }

    public ValueTask AppendAsync(ImmutableArray<EventBlock> blocks, MirrorStamp stamp, CancellationToken cancellationToken)
    {
        Commit(blocks, stamp);
        _file.MakeDurable();
        return ValueTask.CompletedTask;
    }

    /// <summary>Writes one transaction, not yet durable. Separate, so that a test can cut LiteDB's log.</summary>
    internal void Commit(ImmutableArray<EventBlock> blocks, MirrorStamp stamp)
    {
        var pages = _pages;
        var last = _last;
        _file.Database.BeginTrans();
        try
        {
            foreach (var bytes in Cut(blocks))
            {
                (pages, last) = pages > 0 && last.Length < FullPage ? (pages, [.. last, .. bytes]) : (pages + 1, bytes);
                Pages.Upsert(new BsonDocument
                {
                    ["_id"] = pages - 1,
                    ["crc"] = (long)ComputePageCrc(pages - 1, last),
                    ["blocks"] = last,
                });
            }

            Stamps.Upsert(Write(stamp, pages));
            _file.Database.Commit();
        }
        catch
        {
            _file.Database.Rollback();
            throw;
        }

        (_pages, _last) = (pages, last);
    }

    public ValueTask ClearAsync(CancellationToken cancellationToken)
    {
        _file.Dispose();
        LiteFile.Delete(_path);
        _file = OpenFile(_path);
        (_damage, _pages, _last) = (null, 0, []);
        return ValueTask.CompletedTask;
    }

    public void Dispose() => _file.Dispose();

    private static LiteFile OpenFile(string path)
    {
        var file = LiteFile.Open(path);
        try
        {
            // Opening alone reads nothing; this does.
            file.EnsureCollection(PagesName);
            file.EnsureCollection(StampsName);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private byte[] ReadPage(int number)
    {
        var document = Pages.FindById(number) ?? throw new FaultException(StoreFaults.Damaged, $"mirror.db lacks page {number}.");
        var bytes = document["blocks"].AsBinary;
        return document["crc"].AsInt64 == ComputePageCrc(number, bytes)
            ? bytes
            : throw new FaultException(StoreFaults.Damaged, $"Page {number} of mirror.db is damaged.");
    }

    /// <summary>Splits blocks into pages that are small enough for a document.</summary>
    private static IEnumerable<byte[]> Cut(ImmutableArray<EventBlock> blocks)
    {
        var buffer = new ArrayBufferWriter<byte>();
        foreach (var block in blocks)
        {
            EventCodec.Write(buffer, block);
            if (buffer.WrittenCount >= LargestPage)
            {
                yield return buffer.WrittenSpan.ToArray();
                buffer.ResetWrittenCount();
            }
        }

        if (buffer.WrittenCount > 0)
        {
            yield return buffer.WrittenSpan.ToArray();
        }
    }

    private static BsonDocument Write(MirrorStamp stamp, int pages)
    {
        var document = new BsonDocument
        {
            ["_id"] = StampId,
            ["v"] = Version,
            ["chainId"] = stamp.Chain.ChainId,
            ["registry"] = stamp.Chain.Registry.ToString(),
            ["anchor"] = stamp.Chain.LogAnchor.ToString(),
            ["status"] = stamp.Chain.RecordStatus.ToString(),
            ["block"] = stamp.Block.Number,
            ["hash"] = stamp.Block.Hash.ToArray(),
            ["time"] = stamp.Block.Time.ToUnixTimeMilliseconds(),
            ["verified"] = stamp.VerifiedUpTo,
            ["pages"] = pages,
        };
        document["crc"] = (long)ComputeStampCrc(document);
        return document;
    }

    private static uint ComputeStampCrc(BsonDocument stamp) => Crc32C.Compute(System.Text.Encoding.UTF8.GetBytes(string.Join(
        '\n', stamp.Where(field => field.Key != "crc").OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => $"{field.Key}={field.Value}"))));

    private static ChainAddress Address(BsonValue value) =>
        ChainAddress.TryParse(value.AsString, out var address) ? address : throw new FaultException(StoreFaults.Damaged, "mirror.db names no contract.");

    // The CRC covers the number, so that a page in the wrong place is rejected.
    private static uint ComputePageCrc(int number, byte[] bytes) => Crc32C.Compute([.. BitConverter.GetBytes(number), .. bytes]);

    /// <summary>Runs a read. LiteDB throws many types of exceptions for damaged pages; all of them are reported as damage.</summary>
    private static T ReadOrReportDamage<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception problem) when (IsDamage(problem))
        {
            throw new FaultException(StoreFaults.Damaged, "mirror.db cannot be read: " + problem.GetType().Name, problem);
        }
    }

    private static bool IsDamage(Exception problem) =>
        problem is not (FaultException or OperationCanceledException or OutOfMemoryException or UnauthorizedAccessException)
        && (problem is not IOException || problem is EndOfStreamException);
}
