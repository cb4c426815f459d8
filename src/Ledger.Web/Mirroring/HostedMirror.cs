using Ledger.Ethereum;
using Ledger.Issuing;
using Ledger.Mirroring;
using Ledger.Store.LiteDb.Mirroring;
using Ledger.Verify.Chain;
using Ledger.Web.Departments;
using Ledger.Web.Settings;

namespace Ledger.Web.Mirroring;

/// <summary>The node's mirror of the chain: its file, its worker, and what is answered from it.</summary>
internal sealed partial class HostedMirror : IDisposable
{
    // A chain of the node's own is asked at one place and cannot lag, but it loses its newest blocks when it is killed.
    private static readonly TimeSpan EmbeddedPatience = TimeSpan.FromSeconds(2);

    private readonly LiteDbMirrorStore _store;
    private readonly ChainMirror _mirror;
    private readonly MirrorWorker _worker;
    private readonly TimeSpan _maxAge;
    private readonly Func<BundleQuestions, CancellationToken, ValueTask<ChainFacts>> _read;

    private HostedMirror(
        LiteDbMirrorStore store, ChainMirror mirror, Func<BundleQuestions, CancellationToken, ValueTask<ChainFacts>> read, MirrorWorker worker, TimeSpan maxAge)
    {
        _store = store;
        _mirror = mirror;
        _read = read;
        _worker = worker;
        _maxAge = maxAge;
    }

    public MirrorState State => _mirror.State;

    /// <summary>Takes up what was kept; asks nobody.</summary>
    public static async Task<HostedMirror> OpenAsync(
        string path, EthereumAnchorChain chain, HostedDepartments departments, RecordTypeCatalogue catalogue, NodeSettings settings, TimeProvider clock,
        ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var store = LiteDbMirrorStore.Open(path);
        try
        {
            var defaults = new MirrorOptions();
            var options = settings.IsEmbedded ? defaults with { BehindPatience = EmbeddedPatience } : defaults;
            var mirror = new ChainMirror(chain, store, options, clock, loggers.CreateLogger<ChainMirror>());
            await mirror.OpenAsync(cancellationToken);
            var maxAge = TimeSpan.FromSeconds(settings.Chain.MirrorMaxAgeSeconds);

            // A mirror is one endpoint's word at a time: who wants several to agree asks them each time.
            Func<BundleQuestions, CancellationToken, ValueTask<ChainFacts>> read = settings.Chain.Agreement > 1
                ? chain.ReadFactsAsync
                : new MirroredFacts(mirror, chain.ReadFactsAsync, () => NewestKnown(departments), maxAge, clock).ReadAsync;
            var worker = new MirrorWorker(mirror, clock);
            var logger = loggers.CreateLogger<HostedMirror>();
            worker.RegistryChanged += view => RefreshTypes(view, departments, catalogue, logger);
            return new HostedMirror(store, mirror, read, worker, maxAge);
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    /// <summary>Keeps it up to date until cancelled; often enough that its age stays below the bound.</summary>
    public Task RunAsync(TimeSpan interval, CancellationToken cancellationToken) =>
        _worker.RunAsync(TimeSpan.FromTicks(Math.Min(interval.Ticks, _maxAge.Ticks / 3)), cancellationToken);

    /// <summary>What the chain says about a bundle.</summary>
    public ValueTask<ChainFacts> ReadFactsAsync(BundleQuestions questions, CancellationToken cancellationToken) => _read(questions, cancellationToken);

    public void Dispose()
    {
        _mirror.Dispose();
        _store.Dispose();
    }

    private static void RefreshTypes(MirrorView view, HostedDepartments departments, RecordTypeCatalogue catalogue, ILogger logger)
    {
        try
        {
            foreach (var department in departments.All)
            {
                department.Registration.Refresh(view.FindDepartment(department.Profile.Origin));
                department.Types.Refresh(view, department.Profile, catalogue, department.TrustedTime);
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            LogTypesNotKept(logger, problem.GetType().Name);
        }
    }

    private static long NewestKnown(HostedDepartments departments) =>
        departments.All.Select(department => department.Chain.Source?.Latest.Number ?? -1).DefaultIfEmpty(-1).Max();

    [LoggerMessage(Level = LogLevel.Warning, Message = "Which types may be issued has changed and cannot be written down ({Problem})")]
    private static partial void LogTypesNotKept(ILogger logger, string problem);
}
