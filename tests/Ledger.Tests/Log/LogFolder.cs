using System.Text;
using Ledger.Departments;
using Ledger.Files;
using Ledger.Issuing;
using Ledger.Keys;
using Ledger.Log;
using Ledger.Sealing;
using Ledger.Store.LiteDb;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;
using Ledger.Verify.Notes;
using Ledger.Verify.Trees;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Tests.Log;

/// <summary>A department's folder for one test, deleted afterwards, and logs opened in it: real journal, real LiteDB, real files.</summary>
internal sealed class LogFolder : IDisposable
{
    /// <summary>Batches end when they are full, never by time, so that a test knows their contents.</summary>
    public static readonly TimeSpan NoWindow = TimeSpan.FromHours(1);

    public string Root { get; } = Directory.CreateTempSubdirectory("ledger-log-").FullName;

    public string Tiles => Path.Combine(Root, "log");

    public string HeadLock => Path.Combine(Root, "head");

    public string Checkpoint => Path.Combine(Tiles, LogPublisher.CheckpointPath);

    public SteppedClock Clock { get; init; } = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async Task<OpenLog> OpenAsync(int batchSize = 1, int queueLength = 4096, Failpoint? failpoint = null, CommitGate? gate = null, ClockBounds? clock = null)
    {
        var store = await LiteDbLogStore.OpenAsync(
            new LiteDbStoreOptions { Folder = Root, Origin = TestDepartment.Profile.Origin }, NullLogger.Instance, Cancel);
        var keys = FileSubjectKeys.Open(Path.Combine(Root, "subjects.slots"), TestDepartment.Master);
        var headLock = (failpoint ?? Failpoint.Never).OpenLock(HeadLock, TestDepartment.Profile.Origin);
        try
        {
            var tiles = new FailingTileStore(new FileTileStore(Tiles), Tiles, failpoint ?? Failpoint.Never);
            var box = new PayloadBox(TestDepartment.Profile.Id, keys);
            var log = await DepartmentLog.OpenAsync(
                TestDepartment.Profile, new LogStorage(new FailingLogStore(store, failpoint ?? Failpoint.Never, gate), tiles, headLock), TestDepartment.LogKey, box,
                new SequencerOptions { BatchSize = batchSize, BatchWindow = NoWindow, IdleWindow = NoWindow, QueueLength = queueLength, Clock = clock },
                Clock, NullLogger<DepartmentLog>.Instance, Cancel);
            return new OpenLog(log, store, keys, box, tiles);
        }
        catch
        {
            headLock.Dispose();
            keys.Dispose();
            await store.DisposeAsync();
            throw;
        }
    }

    /// <summary>Appends batches of these sizes and closes the log.</summary>
    public async Task<List<Appended>> FillAsync(params int[] batches)
    {
        var appended = new List<Appended>();
        foreach (var size in batches)
        {
            await using var log = await OpenAsync(size);
            appended.AddRange((await log.AppendAsync(appended.Count, size)).Select(outcome => outcome.Required));
        }

        return appended;
    }

    /// <summary>Copies the folder as a killed process would leave it. Logs that are open on this folder are not affected.</summary>
    public LogFolder Copy()
    {
        var copy = new LogFolder { Clock = Clock };
        foreach (var path in Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories).Where(path => Path.GetFileName(path) != "lock"))
        {
            var target = Path.Combine(copy.Root, Path.GetRelativePath(Root, path));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            try
            {
                using var from = new FileStream(DurableFiles.OpenToCopy(path), FileAccess.Read);
                using var to = File.Create(target);
                from.CopyTo(to);
            }
            catch (IOException) when (!File.Exists(path))
            {
                // A partial tile, removed after the answer.
            }
        }

        return copy;
    }

    /// <summary>Every public file, to show that nothing changed.</summary>
    public Dictionary<string, byte[]> ReadTiles() => Directory.EnumerateFiles(Tiles, "*", SearchOption.AllDirectories)
        .ToDictionary(path => Path.GetRelativePath(Tiles, path), File.ReadAllBytes);

    public void Dispose() => Directory.Delete(Root, recursive: true);
}

/// <summary>A log opened by a test, with access to its parts.</summary>
internal sealed class OpenLog(DepartmentLog log, LiteDbLogStore store, FileSubjectKeys keys, PayloadBox box, FailingTileStore tiles) : IAsyncDisposable
{
    public DepartmentLog Log { get; } = log;

    public LiteDbLogStore Store { get; } = store;

    public FileSubjectKeys Keys { get; } = keys;

    public PayloadBox Box { get; } = box;

    public LogSequencer Sequencer => Log.Sequencer;

    public FailingTileStore Tiles => tiles;

    /// <summary>Every checkpoint written since the log was opened.</summary>
    public List<string> Checkpoints => tiles.Checkpoints;

    /// <summary>Appends the requests with the numbers from <paramref name="first"/> on, concurrently.</summary>
    public async Task<Outcome<Appended>[]> AppendAsync(int first, int count) =>
        await Task.WhenAll(Enumerable.Range(first, count).Select(number => Sequencer.AppendAsync(Requests.Number(number)).AsTask()));

    public async ValueTask DisposeAsync()
    {
        await Log.DisposeAsync();
        Keys.Dispose();
    }
}

/// <summary>A department with fixed keys.</summary>
internal static class TestDepartment
{
    public static FileMasterKey Master { get; } = FileMasterKey.FromBase64(Convert.ToBase64String(Digest.Sha256("master"u8).ToArray()));

    public static DepartmentProfile Profile { get; } = new(
        DepartmentId.TryParse("education", out var id) ? id : default, new LocalizedText("教育局", "Education"), "ledger.localhost");

    public static Ed25519NoteSigner LogKey { get; } = new(Profile.Origin, Digest.Sha256("log key"u8).ToArray());
}

/// <summary>Requests that differ only by their number.</summary>
internal static class Requests
{
    /// <summary>A request for a record. The same number and body make a repeat.</summary>
    public static AppendRequest Number(int number, string body = "body") => new()
    {
        Id = IdOf(number),
        Kind = EntryKind.Certificate,
        Commitment = HashOf($"commitment {number} {body}"),
        Type = "https://city.example/vct/student-status/1",
        Subject = HandleOf($"subject {number % 5}"),
        KeyHash = HashOf($"key {number}"),
        Fingerprint = HashOf($"request {number} {body}"),
        Payload = Encoding.UTF8.GetBytes($"payload {number}"),
    };

    public static RecordId IdOf(int number) => RecordId.FromBytes([0, 0, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, .. BitConverter.GetBytes(number)]);

    public static SubjectHandle HandleOf(string text) => SubjectHandle.FromBytes(HashOf(text).ToArray());

    public static Digest HashOf(string text) => Digest.Sha256(Encoding.UTF8.GetBytes(text));
}
