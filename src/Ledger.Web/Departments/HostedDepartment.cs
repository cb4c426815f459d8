using System.Collections.Immutable;
using Ledger.Departments;
using Ledger.Issuing;
using Ledger.Keys;
using Ledger.Log;
using Ledger.Migrating;
using Ledger.Proving;
using Ledger.Sealing;
using Ledger.Statuses;
using Ledger.Store.LiteDb;
using Ledger.Verify.Chain;
using Ledger.Verify.Seals;

namespace Ledger.Web.Departments;

/// <summary>One department as this node hosts it: its log and every step over it. Safe for use from any thread.</summary>
internal sealed class HostedDepartment : IAsyncDisposable
{
    private readonly SubjectKeys _subjects;
    private readonly Es256Signer _signer;
    private readonly CancellationTokenSource _stopping = new();
    private Task _reconciling = Task.CompletedTask; // Written once, by whoever opens the department.

    private HostedDepartment(SubjectKeys subjects, Es256Signer signer)
    {
        _subjects = subjects;
        _signer = signer;
    }

    public required DepartmentProfile Profile { get; init; }

    public required DepartmentLog Log { get; init; }

    public required LiteDbLogStore Store { get; init; }

    public required AuthorisedTypes Types { get; init; }

    /// <summary>How the registry stands to it.</summary>
    public required Registration Registration { get; init; }

    /// <summary>Public halves of the record keys, for the issuer metadata.</summary>
    public required ImmutableArray<Jwk> RecordKeys { get; init; }

    public required ChainWorker Chain { get; init; }

    public required RecordAppender Records { get; init; }

    public required BatchAppender Batches { get; init; }

    public required StatusChanger Statuses { get; init; }

    /// <summary>Why statuses were changed and by whom.</summary>
    public required StatusReader StatusDetails { get; init; }

    public required RecordOpener Opener { get; init; }

    public required BundleProver Prover { get; init; }

    public required RecordHistory History { get; init; }

    /// <summary>The records of its moves from chain to chain.</summary>
    public required MigrationFolder Migrations { get; init; }

    /// <summary>The time, as far as it is beyond doubt: a clock that is ahead must not end what the registry grants.</summary>
    public DateTimeOffset TrustedTime => Log.Clock.Read(Log.Publisher.Published.Head.At).Trusted;

    /// <summary>Opens a department from its folder and keys.</summary>
    public static async Task<HostedDepartment> OpenAsync(HostedDepartmentParts parts, CancellationToken cancellationToken)
    {
        var profile = parts.Profile;
        Directory.CreateDirectory(parts.Folder.Root);

        // Before the store, which compares its journal with what the lock holds.
        var headLock = HeadLock.Open(parts.HeadLock, profile.Origin);
        var opened = new Stack<IAsyncDisposable>([new Closing(headLock)]);
        try
        {
            var store = await LiteDbLogStore.OpenAsync(
                new LiteDbStoreOptions { Folder = parts.Folder.Root, Origin = profile.Origin, Held = headLock.Held },
                parts.Loggers.CreateLogger<LiteDbLogStore>(), cancellationToken);
            opened.Push(store);
            return await OpenAsync(parts, store, headLock, opened, cancellationToken);
        }
        catch
        {
            // The node goes on without this department and may open it again: nothing of it may stay locked.
            while (opened.TryPop(out var part))
            {
                await part.DisposeAsync();
            }

            throw;
        }
    }

    /// <summary>Begins to reconcile with the chain. Called once.</summary>
    public void Start(TimeSpan interval) => _reconciling = Chain.RunAsync(interval, _stopping.Token);

    private static async Task<HostedDepartment> OpenAsync(
        HostedDepartmentParts parts, LiteDbLogStore store, HeadLock headLock, Stack<IAsyncDisposable> opened, CancellationToken cancellationToken)
    {
        var profile = parts.Profile;
        var subjects = SubjectKeys.Open(parts.Folder.SubjectKeys, parts.Master);
        opened.Push(new Closing(subjects));
        var box = new PayloadBox(profile.Id, subjects);
        var indexes = new BlindIndexes(parts.Master);
        var log = await DepartmentLog.OpenAsync(
            profile, new LogStorage(store, new FileTileStore(parts.Folder.PublicLog), headLock), parts.Keys.LogKey(profile.Id, profile.Origin), box,
            new SequencerOptions { Clock = parts.ClockBounds }, parts.Clock, parts.Loggers.CreateLogger<DepartmentLog>(), cancellationToken);
        opened.Push(log);
        var types = AuthorisedTypes.Open(parts.Folder.Types);
        var signer = parts.Keys.RecordKey(profile.Id);
        opened.Push(new Closing(signer));
        var documents = new DocumentNumbers(store, store, box, indexes);
        await documents.CatchUpAsync(cancellationToken);
        var appender = new RecordAppender(
            new RecordIssuer(profile, parts.Catalogue, types.Contains, parts.Clock), new RecordSealer(profile, signer, box, indexes), documents, indexes, log);
        var migrations = new MigrationFolder(parts.Folder.Migrations);
        var worker = parts.ChainWorker(log, store, migrations);
        var opener = new RecordOpener(store, box);
        var prover = new BundleProver(log, store, opener, () => worker.Source);
        return new HostedDepartment(subjects, signer)
        {
            Profile = profile,
            Log = log,
            Store = store,
            Types = types,
            Registration = new Registration(parts.Account, parts.PublicUrl),
            RecordKeys = parts.Keys.RecordKeys(profile.Id),
            Chain = worker,
            Records = appender,
            Batches = new BatchAppender(appender),
            Statuses = new StatusChanger(log, box, indexes),
            StatusDetails = new StatusReader(store, box),
            Opener = opener,
            Prover = prover,
            History = new RecordHistory(store, prover, worker.LevelOfAsync),
            Migrations = migrations,
        };
    }

    /// <summary>Commits what waits and lets go of the files.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _reconciling;
        try
        {
            await Log.DisposeAsync();
        }
        finally
        {
            _subjects.Dispose();
            _signer.Dispose();
            _stopping.Dispose();
        }
    }

    private sealed class Closing(IDisposable part) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            part.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}

/// <summary>What a hosted department is put together from.</summary>
internal sealed record HostedDepartmentParts(
    DepartmentProfile Profile, DepartmentLayout Folder, string HeadLock, KeyFiles Keys, IMasterKey Master, RecordTypeCatalogue Catalogue, TimeProvider Clock,
    ClockBounds ClockBounds, ILoggerFactory Loggers, ChainAddress Account, Func<DepartmentLog, LiteDbLogStore, MigrationFolder, ChainWorker> ChainWorker)
{
    /// <summary>Where the registry shall say that the node is reached; null leaves it alone.</summary>
    public Uri? PublicUrl { get; init; }
}
