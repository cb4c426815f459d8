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

    /// <summary>Opens a department from its folder and keys.</summary>
    public static async Task<HostedDepartment> OpenAsync(HostedDepartmentParts parts, CancellationToken cancellationToken)
    {
        var profile = parts.Profile;
        Directory.CreateDirectory(parts.Folder.Root);
        var store = await LiteDbLogStore.OpenAsync(
            new LiteDbStoreOptions { Folder = parts.Folder.Root, Origin = profile.Origin }, parts.Loggers.CreateLogger<LiteDbLogStore>(), cancellationToken);
        var subjects = SubjectKeys.Open(parts.Folder.SubjectKeys, parts.Master);
        var box = new PayloadBox(profile.Id, subjects);
        var indexes = new BlindIndexes(parts.Master);
        var log = await DepartmentLog.OpenAsync(
            profile, new LogStorage(store, new FileTileStore(parts.Folder.PublicLog), HeadLock.Open(parts.HeadLock, profile.Origin)), parts.Keys.LogKey(profile.Id, profile.Origin), box,
            new SequencerOptions(), parts.Clock, parts.Loggers.CreateLogger<DepartmentLog>(), cancellationToken);
        var types = AuthorisedTypes.Open(parts.Folder.Types);
        var signer = parts.Keys.RecordKey(profile.Id);
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
            Registration = new Registration(parts.Account),
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
        await Log.DisposeAsync();
        _subjects.Dispose();
        _signer.Dispose();
    }
}

/// <summary>What a hosted department is put together from.</summary>
internal sealed record HostedDepartmentParts(
    DepartmentProfile Profile, DepartmentLayout Folder, string HeadLock, KeyFiles Keys, IMasterKey Master, RecordTypeCatalogue Catalogue, TimeProvider Clock,
    ILoggerFactory Loggers, ChainAddress Account, Func<DepartmentLog, LiteDbLogStore, MigrationFolder, ChainWorker> ChainWorker);
