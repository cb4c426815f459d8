using Ledger.Anchoring;
using Ledger.Complaints;
using Ledger.Departments;
using Ledger.Disclosures;
using Ledger.Erasing;
using Ledger.Issuing;
using Ledger.Keys;
using Ledger.Log;
using Ledger.Migrating;
using Ledger.Proving;
using Ledger.Sealing;
using Ledger.Sharing;
using Ledger.Statuses;
using Ledger.Subjects;
using Ledger.Verify.Faults;
using Ledger.Verify.Seals;
using Microsoft.Extensions.Logging;

namespace Ledger.Hosting;

/// <summary>
/// Opens departments. Only this class connects the steps; the service, the commands, the benchmarks and the tests use it. Safe for use from any
/// thread.
/// </summary>
/// <param name="stores">Opens what the departments store.</param>
/// <param name="keys">The departments' keys.</param>
/// <param name="master">Derives the keys of the blind indexes.</param>
/// <param name="catalogue">The record types.</param>
/// <param name="clock">The machine's clock.</param>
/// <param name="loggers">Creates the loggers of the steps.</param>
public sealed class DepartmentOpener(
    IDepartmentStores stores, IDepartmentKeys keys, IMasterKey master, RecordTypeCatalogue catalogue, TimeProvider clock, ILoggerFactory loggers)
{
    /// <summary>Decides whether the department may issue a type. Default: the registry's last answer.</summary>
    public Func<string, bool>? MayIssue { get; init; }

    /// <summary>Opens a department. First publishes everything up to the committed head.</summary>
    /// <param name="profile">The department.</param>
    /// <param name="options">The options of its writer, including the limits for the clock.</param>
    /// <param name="chain">
    /// The chain connection. Null opens the department without a chain: nothing is anchored, and <see cref="HostedDepartment.Chain"/> throws.
    /// </param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <exception cref="FaultException"><see cref="StoreFaults.Damaged"/>: its files are damaged or do not belong to one log.</exception>
    /// <exception cref="FaultException"><see cref="StoreFaults.KeyUnusable"/>: one of its keys is unusable.</exception>
    public async Task<HostedDepartment> OpenAsync(
        DepartmentProfile profile, SequencerOptions options, DepartmentChain? chain, CancellationToken cancellationToken)
    {
        var opened = new Stack<IAsyncDisposable>();
        Es256Signer? signer = null;
        try
        {
            await stores.CarryOverAsync(profile, cancellationToken);

            // The head lock first: the store compares its entries with the head in the lock.
            var held = Push(await stores.OpenHeadLockAsync(profile, cancellationToken));
            var store = Push(await stores.OpenAsync(profile, held.Held, cancellationToken));
            var subjects = Push(await stores.OpenSubjectKeysAsync(profile, cancellationToken));
            var storage = new LogStorage(store, stores.OpenTiles(profile), held);
            var box = new PayloadBox(profile.Id, subjects);
            var log = Push(await DepartmentLog.OpenAsync(
                profile, storage, keys.LogKey(profile.Id, profile.Origin), box, options, clock, loggers.CreateLogger<DepartmentLog>(), cancellationToken));
            signer = keys.RecordKey(profile.Id);
            var indexes = new BlindIndexes(master);
            var shareStore = stores.OpenShares(profile);
            var erasures = new ErasureDesk(log, box, subjects, stores.OpenErasures(profile), store, shareStore, clock);
            await erasures.CompleteAllAsync(cancellationToken); // Before the first read of a payload.
            var documents = new DocumentNumbers(store, store, box, indexes, catalogue);
            await documents.CatchUpAsync(cancellationToken);
            var types = stores.OpenTypes(profile);
            var appender = new RecordAppender(
                new RecordIssuer(profile, catalogue, MayIssue ?? types.Contains, clock), new RecordSealer(profile, signer, box, indexes), documents, indexes, box, log);
            var migrations = stores.OpenMigrations(profile);
            var worker = chain is null ? null : CreateWorker(chain, log, store, migrations);
            var opener = new RecordOpener(store, box);
            var texts = new PayloadTexts(store, box);
            var prover = new BundleProver(log, store, opener, () => worker?.Source);
            var (logger, reader) = (new DisclosureLogger(log, box, clock), new DisclosureReader(texts));
            var shares = new ShareDesk(log, logger, reader, shareStore, box, indexes, clock);
            await shares.ForgetExpiredAsync(cancellationToken);
            return new HostedDepartment(worker, subjects, signer)
            {
                Profile = profile,
                Log = log,
                Store = store,
                Types = types,
                Registration = new Registration(chain?.Account.Address, chain?.PublicUrl),
                RecordKeys = keys.RecordKeys(profile.Id),
                Records = appender,
                Batches = new BatchAppender(appender),
                Statuses = new StatusChanger(log, box, indexes),
                StatusDetails = new StatusReader(texts),
                Opener = opener,
                Documents = documents,
                Erasures = erasures,
                Subjects = new SubjectFinder(subjects, indexes),
                Disclosures = logger,
                DisclosureDetails = reader,
                Shares = shares,
                Complaints = new ComplaintDesk(log, box, texts, clock),
                Prover = prover,
                History = new RecordHistory(store, prover, store.FindLevelAsync),
                Migrations = migrations,
            };
        }
        catch
        {
            // The node continues without this department and may open it again, so none of its files may stay locked.
            signer?.Dispose();
            while (opened.TryPop(out var part))
            {
                await part.DisposeAsync();
            }

            throw;
        }

        T Push<T>(T part)
            where T : IAsyncDisposable
        {
            opened.Push(part);
            return part;
        }
    }

    private ChainWorker CreateWorker(DepartmentChain chain, DepartmentLog log, IDepartmentStore store, IMigrationStore migrations) => new(
        log, chain.Chain, store, new OperatorSender(chain.Chain, store, chain.Account, clock, chain.ResendAfter, loggers.CreateLogger<OperatorSender>()),
        migrations, clock, loggers.CreateLogger<ChainWorker>())
    {
        BehindPatience = chain.BehindPatience,
    };
}
