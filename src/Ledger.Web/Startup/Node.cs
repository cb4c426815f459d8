using System.Collections.Immutable;
using Ledger.Access;
using Ledger.Anchoring;
using Ledger.Departments;
using Ledger.Ethereum;
using Ledger.Ethereum.Development;
using Ledger.Ethereum.Registry;
using Ledger.Ethereum.Transactions;
using Ledger.Faults;
using Ledger.Issuing;
using Ledger.Keys;
using Ledger.Log;
using Ledger.Migrating;
using Ledger.Statuses;
using Ledger.Store.LiteDb;
using Ledger.Web.Departments;
using Ledger.Web.Mirroring;
using Ledger.Web.SelfChecks;
using Ledger.Web.Settings;

namespace Ledger.Web.Startup;

/// <summary>
/// Everything a node is besides its HTTP surface: the data directory, the chain, the departments and the workers that keep them together.
/// Opened once before the first request, closed once after the last.
/// </summary>
internal sealed class Node : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly DataDirectory _data;
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<Task> _workers = [];
    private DevChain? _devChain;
    private EthereumAnchorChain? _chain;
    private HostedMirror? _mirror;
    private int _isClosed;

    private Node(DataDirectory data, TokenFile tokens, RecordTypeCatalogue catalogue)
    {
        _data = data;
        Tokens = tokens;
        Catalogue = catalogue;
    }

    public HostedDepartments Departments { get; } = new();

    public TokenFile Tokens { get; }

    public RecordTypeCatalogue Catalogue { get; }

    /// <summary>What the node's checks of its own logs came to.</summary>
    public SelfCheckResults SelfChecks { get; } = new();

    public DataDirectory Data => _data;

    public EthereumAnchorChain Chain => _chain ?? throw new InvalidOperationException("The node is not open.");

    /// <summary>The node's copy of what the chain holds.</summary>
    public HostedMirror Mirror => _mirror ?? throw new InvalidOperationException("The node is not open.");

    /// <summary>Where the chain answers; for the line that shows how to verify.</summary>
    public Uri Rpc { get; private set; } = new("http://127.0.0.1");

    /// <summary>Opens a node: seconds, except the first time, when the embedded chain is fetched.</summary>
    /// <exception cref="StartUpException">It cannot start; the exception says why and what to do.</exception>
    public static async Task<Node> OpenAsync(
        NodeSettings settings, Uri nodeUrl, ILoggerFactory loggers, IStartUpVoice voice, TimeProvider clock, CancellationToken cancellationToken)
    {
        var data = DataDirectory.Open(settings.DataDirectory);
        try
        {
            var catalogue = await RecordTypeCatalogue.LoadAsync(cancellationToken);
            var node = new Node(data, TokenFile.Open(data.Tokens, clock), catalogue);
            try
            {
                await node.StartAsync(settings, nodeUrl, loggers, voice, clock, cancellationToken);
                return node;
            }
            catch
            {
                await node.DisposeAsync();
                throw;
            }
        }
        catch (Exception problem) when (StartUpProblems.Explain(problem) is { } explained)
        {
            data.Dispose();
            throw explained;
        }
    }

    /// <summary>
    /// Stops the workers, commits what waits, stops the embedded chain, lets go of the data directory. May be called again: the program
    /// closes its node, and so does the container that handed it to the endpoints.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isClosed, 1) != 0)
        {
            return;
        }

        await _stopping.CancelAsync();
        await Task.WhenAll(_workers);
        await Departments.DisposeAsync();
        _mirror?.Dispose();
        _chain?.Dispose();
        if (_devChain is not null)
        {
            await _devChain.DisposeAsync();
        }

        _stopping.Dispose();
        _data.Dispose();
    }

    private async Task StartAsync(
        NodeSettings settings, Uri nodeUrl, ILoggerFactory loggers, IStartUpVoice voice, TimeProvider clock, CancellationToken cancellationToken)
    {
        var tokensWarning = Tokens.Warning; // Before the demonstration makes its own.
        var master = settings.MasterKey is { Length: > 0 } text ? FileMasterKey.FromBase64(text) : FileMasterKey.Open(_data.MasterKey);
        var keys = new KeyFiles(_data.Keys, master);
        var profiles = settings.IsEmbedded ? DemoDepartments.For(settings.Host) : ProfilesOf(settings);
        if (settings.IsEmbedded)
        {
            await StartEmbeddedAsync(new EmbeddedProfile(_data, keys, Tokens, voice), settings, profiles, nodeUrl, clock, cancellationToken);
        }
        else
        {
            var trusted = TrustedRegistry.Of(settings.Chain);
            await trusted.EnsureAsync(settings.Chain.Endpoints, cancellationToken);
            _chain = Connect(settings.Chain, trusted);
            Rpc = settings.Chain.Endpoints[0];
            await EnsureFinalityAsync(settings.Chain.Finality, cancellationToken);
        }

        if (tokensWarning is not null)
        {
            var asOf = Tokens.RestoredAsOf is { } time ? $" ({time:u})" : "";
            NodeEvents.TokensInDoubt(loggers.CreateLogger<Node>(), tokensWarning.Code, tokensWarning.Title.En, asOf, tokensWarning.Action.En);
        }

        var interval = TimeSpan.FromSeconds(settings.Chain.IntervalSeconds ?? (settings.IsEmbedded ? 1 : 10));
        async Task<HostedDepartment> OpenDepartmentAsync(DepartmentProfile profile, CancellationToken token)
        {
            await FinishRotationAsync(new KeyRotation(keys, profile.Id, profile.Origin, Chain), token);
            var account = new OperatorKey(keys.AccountKey(profile.Id));
            ChainWorker MakeWorker(DepartmentLog log, LiteDbLogStore store, MigrationFolder migrations) => new(
                log, Chain, store, new OperatorSender(Chain, store, account, clock, Patience, loggers.CreateLogger<OperatorSender>()), migrations,
                clock, loggers.CreateLogger<ChainWorker>())
            {
                // The embedded chain is one process: what it does not have, it lost.
                BehindPatience = settings.IsEmbedded ? TimeSpan.Zero : Patience,
            };

            var department = await HostedDepartment.OpenAsync(
                new HostedDepartmentParts(
                    profile, _data.Department(profile.Id), HeadLockOf(settings, profile.Id), keys, master, Catalogue, clock, settings.Clock.ToBounds(), loggers, account.Address, MakeWorker)
                {
                    PublicUrl = settings.IsEmbedded ? null : settings.PublicUrl, // The embedded profile has registered its own.
                },
                token);
            if (_mirror is not null)
            {
                // One that is opened again while the node runs. Before its first request: an old backup must not be written to.
                await department.Chain.LookAsync(token);
                department.Start(interval);
            }

            return department;
        }

        var keeper = new DepartmentKeeper(Departments, OpenDepartmentAsync, id => _data.Department(id).Root, clock, loggers.CreateLogger<DepartmentKeeper>());
        await OpenDepartmentsAsync(keeper, profiles, cancellationToken);

        _mirror = await HostedMirror.OpenAsync(_data.Mirror, Chain, Departments, Catalogue, settings, clock, loggers, cancellationToken);

        // Before the first request: an old backup must not be written to. A chain that is down keeps nobody from issuing.
        await Task.WhenAll(Departments.All.Select(department => department.Chain.LookAsync(cancellationToken).AsTask()));
        EnsureOnTheirChain();
        await RefreshTypesAsync(loggers, cancellationToken);
        if (settings is { IsEmbedded: false, PublicUrl: { } publicUrl })
        {
            var address = new NodeAddress(Chain, keys, publicUrl, loggers.CreateLogger<NodeAddress>());
            await Task.WhenAll(Departments.All.Select(department => address.RegisterAsync(department, cancellationToken)));
        }

        foreach (var department in Departments.All)
        {
            department.Start(interval);
        }

        _workers.Add(keeper.RunAsync(_stopping.Token));
        _workers.Add(_mirror.RunAsync(interval, _stopping.Token));
        _workers.Add(new SelfChecker(Departments, Chain, settings.SelfCheck, SelfChecks, clock, loggers.CreateLogger<SelfChecker>()).RunAsync(_stopping.Token));
    }

    /// <summary>Opens each apart from the others; a node none of whose departments opens does not start.</summary>
    private static async Task OpenDepartmentsAsync(DepartmentKeeper keeper, IReadOnlyList<DepartmentProfile> profiles, CancellationToken cancellationToken)
    {
        var problems = new List<StartUpException>();
        foreach (var profile in profiles)
        {
            if (await keeper.OpenAsync(profile, cancellationToken) is { } problem)
            {
                problems.Add(problem);
            }
        }

        if (problems.Count > 0 && problems.Count == profiles.Count)
        {
            throw problems[0];
        }
    }

    private async Task StartEmbeddedAsync(
        EmbeddedProfile profile, NodeSettings settings, IReadOnlyList<DepartmentProfile> departments, Uri nodeUrl, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        _devChain = await profile.StartChainAsync(settings.Chain.EmbeddedPort, cancellationToken);
        Rpc = _devChain.Rpc;
        var book = await profile.DeployAsync(_devChain, cancellationToken);
        await _devChain.MineAsync(cancellationToken); // It makes blocks on demand only; a new one shows its time.
        _chain = new EthereumAnchorChain(new EthereumChainOptions
        {
            Endpoints = [_devChain.Rpc],
            Registry = book.Registry,
            ChainId = book.ChainId,
            GenesisHash = book.Genesis,
            FirstBlock = book.Block,
            Finality = FinalityMode.Instant,
        });
        await profile.RegisterAsync(_devChain, _chain, departments, Catalogue, nodeUrl, clock, cancellationToken);
        profile.WriteTokens(departments);
    }

    /// <summary>A chain that is down keeps nobody from starting; its worker finds out later.</summary>
    private async Task EnsureFinalityAsync(string mode, CancellationToken cancellationToken)
    {
        try
        {
            if (await Chain.ProbeFinalityAsync(cancellationToken) is not null)
            {
                throw new StartUpException(StartUpFaults.FinalityWrong, $"Ledger:Chain:Finality is {mode}.");
            }
        }
        catch (ChainUnavailableException)
        {
            return;
        }
    }

    private async Task RefreshTypesAsync(ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var registry = new RegistryClient(Chain);
        try
        {
            foreach (var department in Departments.All)
            {
                department.Registration.Refresh(await registry.FindDepartmentAsync(department.Profile.Origin, cancellationToken));
                await department.Types.RefreshAsync(registry, department.Profile, Catalogue, department.TrustedTime, cancellationToken);
            }
        }
        catch (ChainUnavailableException)
        {
            NodeEvents.TypesNotRefreshed(loggers.CreateLogger<Node>());
        }
    }

    // A wrong address must not mix what two chains hold; found later, after an outage, it is told by the health page.
    private void EnsureOnTheirChain()
    {
        if (Departments.All.FirstOrDefault(department => department.Chain.State.Fault == AnchoringFaults.NotMoved) is { } stranger)
        {
            throw new StartUpException(StartUpFaults.NotMoved, stranger.Profile.Id.ToString());
        }
    }

    private string HeadLockOf(NodeSettings settings, DepartmentId department) =>
        Path.Combine(settings.HeadLockDirectory ?? _data.HeadLocks, department + ".head");

    // Which key the registry knows must be beyond doubt before anything is signed.
    private static async Task FinishRotationAsync(KeyRotation rotation, CancellationToken cancellationToken)
    {
        try
        {
            await rotation.FinishAsync(TimeSpan.FromMinutes(1), cancellationToken);
        }
        catch (ChainUnavailableException problem)
        {
            throw new StartUpException(StartUpFaults.RotationUndecided, problem.Message, problem);
        }
    }

    private static EthereumAnchorChain Connect(ChainSettings settings, TrustedRegistry trusted) =>
        FinalityMode.TryParse(settings.Finality, out var finality)
            ? new EthereumAnchorChain(new EthereumChainOptions
            {
                Endpoints = [.. settings.Endpoints],
                Registry = trusted.Registry,
                ChainId = trusted.Book?.ChainId,
                GenesisHash = trusted.Book?.Genesis,
                FirstBlock = trusted.Book?.Block ?? 0,
                Finality = finality,
                ZeroFees = settings.ZeroFees,
                Agreement = settings.Agreement,
            })
            : throw new StartUpException(StartUpFaults.SettingsWrong, "Ledger:Chain:Finality is not instant, finalized or depth:N.");

    private static ImmutableArray<DepartmentProfile> ProfilesOf(NodeSettings settings) =>
    [
        .. settings.Departments.Select(department => DepartmentId.TryParse(department.Id, out var id)
            ? new DepartmentProfile(id, new LocalizedText(department.NameZh, department.NameEn), settings.Host)
            : throw new StartUpException(StartUpFaults.SettingsWrong, "Ledger:Departments: an Id is not a department's name.")),
    ];
}
