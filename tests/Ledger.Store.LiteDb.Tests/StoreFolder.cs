using Ledger.Log;
using Ledger.Store.Contract;
using Ledger.Store.LiteDb.Files;
using Ledger.Store.LiteDb.Journaling;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Store.LiteDb.Tests;

/// <summary>A department's folder for one test, deleted afterwards.</summary>
internal sealed class StoreFolder : IDisposable
{
    public const string Origin = "ledger.localhost/education/log";

    public string Root { get; } = Directory.CreateTempSubdirectory("ledger-store-").FullName;

    public string Journal => Path.Combine(Root, "journal");

    public string Database => Path.Combine(Root, "ledger.db");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public string SegmentPath(int number) => Segments.GetPath(Journal, number);

    public ValueTask<LiteDbLogStore> OpenAsync(
        OpenAppendFile? openFile = null, long segmentBytes = 1 << 20, string origin = Origin, ILogger? logger = null) =>
        LiteDbLogStore.OpenAsync(
            new LiteDbStoreOptions { Folder = Root, Origin = origin, SegmentBytes = segmentBytes },
            logger ?? NullLogger.Instance, openFile ?? DiskFile.Open, Cancel);

    /// <summary>Commits batches of these sizes and closes the store.</summary>
    /// <returns>The head after each batch.</returns>
    public async Task<List<LogHead>> FillAsync(int[] batches, long segmentBytes = 1 << 20, int payloadLength = 60)
    {
        await using var store = await OpenAsync(segmentBytes: segmentBytes);
        var heads = new List<LogHead>();
        foreach (var count in batches)
        {
            heads.Add(await store.AppendAsync(count, payloadLength));
        }

        return heads;
    }

    /// <summary>Copies the folder as a killed process would leave it. Stores that are open on the original are not affected.</summary>
    public StoreFolder Copy()
    {
        var copy = new StoreFolder();
        foreach (var path in Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories).Where(path => Path.GetFileName(path) != "lock"))
        {
            var target = Path.Combine(copy.Root, Path.GetRelativePath(Root, path));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(path, target);
        }

        return copy;
    }

    public void DeleteDatabase() => File.Delete(Database);

    /// <summary>Every byte of the journal, to show that nothing changed.</summary>
    public Dictionary<string, byte[]> ReadJournal() =>
        Directory.EnumerateFiles(Journal).ToDictionary(path => Path.GetFileName(path), File.ReadAllBytes);

    /// <summary>The length of a segment before each of its frames and at its end.</summary>
    public List<long> FrameStarts(int segment)
    {
        var files = Segments.Read(Journal, Origin).Sound;
        using var scan = new JournalScan(files);
        var starts = scan.Read().Where(frame => frame.Place.Segment == segment).Select(frame => frame.Place.Offset).ToList();
        starts.Add(files[segment].Length);
        return starts;
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
