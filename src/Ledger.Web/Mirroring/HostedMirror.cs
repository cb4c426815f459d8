using Ledger.Anchoring;
using Ledger.Ethereum.Anchoring;
using Ledger.Hosting;
using Ledger.Issuing;
using Ledger.Log;
using Ledger.Mirroring;
using Ledger.Store.LiteDb.Mirroring;
using Ledger.UseCases;
using Ledger.Verify.Chain;
using Ledger.Web.Data;
using Ledger.Web.Settings;
using Ledger.Workers;
using Microsoft.Extensions.Options;

namespace Ledger.Web.Mirroring;

/// <summary>
/// The node's mirror of the chain: its file, the worker that refreshes it, and the facts that it answers. Safe for use from any thread once started.
/// </summary>
internal sealed partial class HostedMirror : Worker, IMirroredChain
{
    // The embedded chain has one endpoint and cannot lag. When it is killed, it loses its newest blocks.
    private static readonly TimeSpan EmbeddedPatience = TimeSpan.FromSeconds(2);

    private readonly LiteDbMirrorStore _store;
    private readonly ChainMirror _mirror;
    private readonly MirrorRefresher _refresher;
    private readonly HostedDepartments _departments;
    private readonly RecordTypeCatalogue _catalogue;
    private readonly ILogger _logger;
    private readonly TimeSpan _interval;
    private readonly IChainFacts _facts;

    public HostedMirror(
        DataDirectory data, EthereumAnchorChain chain, HostedDepartments departments, RecordTypeCatalogue catalogue, IOptions<ChainOptions> settings, TimeProvider clock,
        ILogger<HostedMirror> logger, ILogger<ChainMirror> mirrorLogger)
        : base("mirror", clock, logger)
    {
        _departments = departments;
        _catalogue = catalogue;
        _logger = logger;
        _store = LiteDbMirrorStore.Open(data.Mirror);
        var defaults = new MirrorOptions();
        var options = settings.Value.IsEmbedded ? defaults with { BehindPatience = EmbeddedPatience } : defaults;
        _mirror = new ChainMirror(chain, _store, options, clock, mirrorLogger);
        var maxAge = TimeSpan.FromSeconds(settings.Value.MirrorMaxAgeSeconds);

        // A mirror follows one endpoint at a time. If several endpoints must agree, the node asks them every time.
        _facts = settings.Value.Agreement > 1 ? chain : new MirroredFacts(_mirror, chain, NewestKnown, maxAge, clock);
        _refresher = new MirrorRefresher(_mirror);
        _refresher.RegistryChanged += RefreshTypes;
        _interval = TimeSpan.FromTicks(Math.Min(settings.Value.PollInterval.Ticks, maxAge.Ticks / 3)); // Refreshes often enough that the age stays below the bound.
    }

    public MirrorState State => _mirror.State;

    /// <summary>Opens the stored mirror without a call to the chain, then starts to follow the chain.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await _mirror.OpenAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override TimeSpan Interval => _interval;

    // The worker does not back off, because an old mirror cannot answer. The chain adapter already backs off from silent endpoints.
    protected override TimeSpan LongestPause => _interval;

    protected override ValueTask<WorkerProblem?> RunOnceAsync(CancellationToken cancellationToken) => _refresher.RunOnceAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ChainFacts> ReadFactsAsync(BundleQuestions questions, CancellationToken cancellationToken) =>
        _facts.ReadFactsAsync(questions, cancellationToken);

    public override void Dispose()
    {
        base.Dispose();
        _mirror.Dispose();
        _store.Dispose();
    }

    private void RefreshTypes(MirrorView view)
    {
        try
        {
            foreach (var department in _departments.All)
            {
                department.Registration.Refresh(view.FindDepartment(department.Profile.Origin));
                department.Types.Refresh(view, department.Profile, _catalogue, department.TrustedTime);
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            LogTypesNotKept(_logger, StorageProblems.Describe(problem));
        }
    }

    private long NewestKnown() =>
        _departments.All.Select(department => department.Chain.Source?.Latest.Number ?? -1).DefaultIfEmpty(-1).Max();

    [LoggerMessage(Level = LogLevel.Warning, Message = "The record types that may be issued have changed, and the change cannot be stored: {Problem}")]
    private static partial void LogTypesNotKept(ILogger logger, string problem);
}
