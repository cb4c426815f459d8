using System.Security.Cryptography;
using Ledger.Anchoring;
using Ledger.Departments;
using Ledger.Issuing;
using Ledger.Keys;
using Ledger.Log;
using Ledger.Migrating;
using Ledger.Sealing;
using Ledger.Statuses;
using Ledger.Store.LiteDb;
using Ledger.Tests.Anchoring;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;
using Ledger.Verify.Notes;
using Ledger.Verify.Trees;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Chain.Tests.Departments;

/// <summary>
/// One department with the parts that a node gives it: journal, LiteDB, tiles and head lock in a folder, the single writer, the worker and the sender.
/// A test can abandon it at any moment and reopen it from its folder.
/// </summary>
internal sealed class ChainDepartment : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static readonly byte[] LogKeySeed = [.. Enumerable.Repeat((byte)7, 32)];
    private static readonly FileMasterKey Master = FileMasterKey.FromBase64(Convert.ToBase64String([.. Enumerable.Repeat((byte)1, 32)]));
    private static readonly Digest Person = Digest.Sha256([1]);

    private readonly string _folder = Directory.CreateTempSubdirectory("ledger-chain-").FullName;
    private readonly FileSubjectKeys _subjects;
    private readonly BlindIndexes _indexes = new(Master);
    private readonly IOperatorKey _account;
    private int _count;

    private ChainDepartment(IOperatorKey account, MovedClock clock)
    {
        _account = account;
        Clock = clock;
        _subjects = FileSubjectKeys.Open(Path.Combine(_folder, "subjects.slots"), Master);
        Payloads = new PayloadBox(Profile.Id, _subjects);
    }

    public static DepartmentProfile Profile { get; } = new(
        DepartmentId.TryParse("education", out var id) ? id : throw new InvalidOperationException(), new LocalizedText("教育局", "Education Bureau"), "ledger.localhost");

    /// <summary>The Ed25519 public key that verifies its checkpoints.</summary>
    public static Digest LogKey { get; } =
        Digest.TryRead(new Ed25519NoteSigner(Profile.Origin, LogKeySeed).Key.PublicKey.AsSpan(), out var key) ? key : throw new InvalidOperationException();

    public MovedClock Clock { get; }

    public PayloadBox Payloads { get; }

    public DepartmentLog Log { get; private set; } = null!; // OpenAsync sets this and the next two. It is the only way to make a department.

    public LiteDbLogStore Store { get; private set; } = null!; // As above.

    public ChainWorker Worker { get; private set; } = null!; // As above.

    public StatusChanger Changer => new(Log, Payloads, _indexes);

    public LogHead Head => Log.Publisher.Published.Head;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<ChainDepartment> OpenAsync(IOperatorKey account, IAnchorChain chain, MovedClock clock)
    {
        var department = new ChainDepartment(account, clock);
        await department.OpenAsync(chain, null);
        return department;
    }

    /// <summary>Simulates a crash: a new process continues from the folder.</summary>
    public async Task ReopenAsync(IAnchorChain chain, Tripwire? wire = null)
    {
        await Log.DisposeAsync(); // Nothing waits to be committed, so this only closes the files.
        await OpenAsync(chain, wire);
    }

    /// <summary>Polls the chain once. A failure is in the state of the worker.</summary>
    public async Task ReconcileAsync() => await Worker.TryReconcileAsync(Cancel);

    public async Task<RecordId[]> AddAsync(int records)
    {
        var added = await Task.WhenAll(Enumerable.Range(0, records).Select(_ => AddOneAsync()));
        return [.. added.Select(entry => entry.Id)];
    }

    public async Task ChangeAsync(IEnumerable<RecordId> records, EntryStatus status)
    {
        var changed = await Task.WhenAll(records.Select(id =>
            Changer.ChangeAsync(id, new StatusRequest(status, "因信息有误", null), NextKey(), "desk-3", Cancel).AsTask()));
        Assert.All(changed, outcome => Assert.Null(outcome.Refusal));
    }

    public async Task<ProofLevel> LevelAsync(long index) => await Store.FindLevelAsync(index, Cancel);

    public async ValueTask DisposeAsync()
    {
        await Log.DisposeAsync();
        _subjects.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task OpenAsync(IAnchorChain chain, Tripwire? wire)
    {
        Store = await LiteDbLogStore.OpenAsync(
            new LiteDbStoreOptions { Folder = Path.Combine(_folder, "store"), Origin = Profile.Origin }, NullLogger<LiteDbLogStore>.Instance, Cancel);
        Log = await DepartmentLog.OpenAsync(
            Profile,
            new LogStorage(Store, new FileTileStore(Path.Combine(_folder, "log")), FileHeadLock.Open(Path.Combine(_folder, "head"), Profile.Origin)),
            new Ed25519NoteSigner(Profile.Origin, LogKeySeed), Payloads, new SequencerOptions { BatchWindow = TimeSpan.Zero }, Clock,
            NullLogger<DepartmentLog>.Instance, Cancel);
        var store = wire?.Around((IAnchorStore)Store) ?? Store;
        chain = wire?.Around(chain) ?? chain;
        Worker = new ChainWorker(
            Log, chain, store, new OperatorSender(chain, store, _account, Clock, Patience, NullLogger.Instance),
            new MigrationFolder(Path.Combine(_folder, "log", "migration")), Clock, NullLogger<ChainWorker>.Instance);
    }

    private async Task<StoredEntry> AddOneAsync()
    {
        var key = NextKey();
        var appended = await Log.Sequencer.AppendAsync(new AppendRequest
        {
            Id = RecordId.Create(Clock.GetUtcNow()),
            Kind = EntryKind.Certificate,
            Commitment = Digest.Sha256(RandomNumberGenerator.GetBytes(32)),
            Type = "https://city.example/vct/anything/1",
            Subject = _subjects.GetOrCreate(Person).Handle,
            KeyHash = _indexes.ForIdempotencyKey(key),
            Fingerprint = Digest.Sha256(System.Text.Encoding.ASCII.GetBytes(key)),
            Payload = new byte[] { 1, 2, 3 },
        });
        return appended.Required.Entry;
    }

    private string NextKey() => "k-" + Interlocked.Increment(ref _count);
}
