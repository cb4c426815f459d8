using System.Diagnostics.Metrics;
using Ledger.Access;
using Ledger.Departments;
using Ledger.Ethereum.Anchoring;
using Ledger.Ethereum.Rpc;
using Ledger.Hosting;
using Ledger.Log;
using Ledger.Mirroring;
using Ledger.Web.Mirroring;
using Ledger.Web.SelfChecks;
using Ledger.Workers;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace Ledger.Web.Metrics;

/// <summary>
/// The metrics of a node, at <c>/metrics</c>: numbers for each department, and nothing about a record or a person. The matching alarms are in
/// <c>node-config/prometheus</c>.
/// </summary>
internal sealed class NodeMetrics(
    IMeterFactory meters, HostedDepartments departments, SelfCheckResults selfChecks, EthereumAnchorChain chain, HostedMirror mirror, AccessTokens tokens,
    IEnumerable<Worker> workers, TimeProvider clock) : IHostedService
{
    public const string Path = "/metrics";

    private const string Name = "Ledger.Node";

    public static void Add(IServiceCollection services) => services.AddOpenTelemetry().ConfigureResource(node => node.AddService("ledger")).WithMetrics(metrics => metrics
        .AddMeter(Name, LogMeter.Name, "Microsoft.AspNetCore.Hosting", "System.Runtime")
        .AddPrometheusExporter());

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPrometheusScrapingEndpoint(Path).WithMetadata(new HttpMethodMetadata([HttpMethods.Get]));

    /// <summary>Creates the instruments.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        Observe();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Observe()
    {
        var meter = meters.Create(Name);
        Gauge("ledger.log.size", null, "Entries in the log.", department => department.Log.Publisher.Published.Head.Size);
        Gauge("ledger.log.queue.length", null, "Entries that wait to be committed.", department => department.Log.Sequencer.Waiting);
        meter.CreateObservableGauge(
            "ledger.log.writer.up",
            () => departments.All.Select(department => (department.Profile.Id, IsUp: department.Log.Sequencer.State.Fault is null))
                .Concat(departments.Down.Select(down => (down.Profile.Id, IsUp: false)))
                .Select(one => new Measurement<double>(one.IsUp ? 1 : 0, new KeyValuePair<string, object?>("department", one.Id.ToString()))),
            null, "1 while the writer accepts entries; 0 when it stopped or the department is down.");
        Gauge("ledger.anchor.size", null, "Entries that the newest head on chain covers.", department => department.Chain.State.AnchoredSize);
        Gauge("ledger.anchor.waiting", "s", "Age of the oldest entry that no head on chain covers.", department => Age(department.Chain.State.WaitingSince));
        Gauge("ledger.status.pending", null, "Status changes that the chain does not have yet.", department => department.Chain.State.PendingStatuses);
        Gauge("ledger.chain.up", null, "1 while log and chain agree and the chain answers.", department => department.Chain.State.Fault is null ? 1 : 0);
        Gauge("ledger.chain.silence", "s", "Time since the chain last answered.", department => Age(department.Chain.State.LastContact));
        Gauge("ledger.clock.ok", null, "1 while the clock lets records be issued.", department => ReadClock(department).Fault is null ? 1 : 0);
        Gauge("ledger.clock.entry.ahead", "s", "How far the newest entry is ahead of the trusted time.", department => ReadClock(department).EntryAhead.TotalSeconds);
        meter.CreateObservableGauge(
            "ledger.clock.drift", () => departments.All.Select(department => (department.Profile.Id, ReadClock(department).Drift)).Where(one => one.Drift is not null)
                .Select(one => new Measurement<double>(one.Drift!.Value.TotalSeconds, new KeyValuePair<string, object?>("department", one.Id.ToString()))),
            "s", "How far this machine's clock is from the chain's time, positive when it is ahead.");
        Checked("ledger.selfcheck.age", "s", "Time since the node last completed a check of its own log.", result => Age(result.CompletedAt));
        Checked("ledger.selfcheck.findings", null, "The number of findings of that check.", result => result.Findings);

        Endpoint("ledger.chain.endpoint.up", null, "1 while the endpoint answers and its head is current.", endpoint => endpoint.State is EndpointState.Up ? 1 : 0);
        Endpoint("ledger.chain.endpoint.height", null, "The newest block that the endpoint reported.", endpoint => endpoint.Head?.Number ?? 0);
        Endpoint("ledger.chain.endpoint.head.age", "s", "Age of that block by its own time.", endpoint => Age(endpoint.Head?.Time));
        Endpoint("ledger.chain.endpoint.silence", "s", "Time since the endpoint last answered.", endpoint => Age(endpoint.LastAnswer));

        Mirror("ledger.mirror.up", null, "1 while the mirror of the chain answers and is kept up to date.", state => state is { Block: not null, Fault: null } ? 1 : 0);
        Mirror("ledger.mirror.block", null, "The block as of which the mirror answers.", state => state.Block ?? -1);
        Mirror("ledger.mirror.lag", null, "Blocks of the chain that are not in the mirror yet.", state => state.Lag);
        Mirror("ledger.mirror.age", "s", "Time since the mirror last saw the chain.", state => Age(state.SeenAt));
        Mirror("ledger.mirror.rebuilds", null, "How often the mirror was rebuilt since the start.", state => state.Rebuilds);

        meter.CreateObservableGauge(
            "ledger.worker.up", () => EachWorker(condition => condition.IsFatal ? 0.0 : 1), null, "0 while the worker's last round failed in a way that nobody foresaw, or after it ended.");
        meter.CreateObservableCounter(
            "ledger.worker.failures", () => EachWorker(condition => (long)condition.FatalRounds), null, "Rounds of the worker that failed in a way that nobody foresaw.");

        // Only tokens with an expiry. Tokens of earlier versions have none.
        meter.CreateObservableGauge(
            "ledger.tokens.expiry", () => departments.All.Select(department => (department.Profile.Id, Left: UntilExpiry(tokens, department.Profile.Id)))
                .Where(one => one.Left is not null)
                .Select(one => new Measurement<double>(one.Left!.Value, new KeyValuePair<string, object?>("department", one.Id.ToString()))),
            "s", "Time until the next of the department's tokens in force expires.");
        meter.CreateObservableGauge("ledger.tokens.readable", () => tokens.Fault is null ? 1 : 0, null, "1 while the token files can be read.");
        meter.CreateObservableGauge("ledger.tokens.unreviewed", () => tokens.RestoredAsOf is null ? 0 : 1, null, "1 while tokens from a backup have not been reviewed.");

        ClockReading ReadClock(HostedDepartment department) => department.Log.Clock.Read(department.Log.Publisher.Published.Head.At);

        double? UntilExpiry(AccessTokens file, DepartmentId department)
        {
            var now = clock.GetUtcNow();
            return file.Fault is not null ? null : file.List(department)
                .Where(entry => entry.StateAt(now) is TokenState.InForce && entry.ExpiresAt is not null)
                .Min(entry => (double?)(entry.ExpiresAt!.Value - now).TotalSeconds);
        }

        IEnumerable<Measurement<T>> EachWorker<T>(Func<WorkerCondition, T> read)
            where T : struct =>
            workers.Concat(departments.All.Select(department => department.Chain))
                .Select(worker => new Measurement<T>(read(worker.Condition), new KeyValuePair<string, object?>("worker", worker.Name)));

        double Age(DateTimeOffset? since) => since is { } time ? Math.Max(0, (clock.GetUtcNow() - time).TotalSeconds) : 0;

        void Mirror(string name, string? unit, string description, Func<MirrorState, double> read) =>
            meter.CreateObservableGauge(name, () => read(mirror.State), unit, description);

        void Gauge(string name, string? unit, string description, Func<HostedDepartment, double> read) => meter.CreateObservableGauge(
            name, () => departments.All.Select(department => new Measurement<double>(
                read(department), new KeyValuePair<string, object?>("department", department.Profile.Id.ToString()))), unit, description);

        // No value for an endpoint that was not asked yet.
        void Endpoint(string name, string? unit, string description, Func<EndpointHealth, double> read) => meter.CreateObservableGauge(
            name, () => chain.Endpoints.Where(endpoint => endpoint.State is not EndpointState.Unknown)
                .Select(endpoint => new Measurement<double>(read(endpoint), new KeyValuePair<string, object?>("endpoint", endpoint.Name))), unit, description);

        // No value before the first check, because a zero would mean that nothing is wrong.
        void Checked(string name, string? unit, string description, Func<SelfCheckResult, double> read) => meter.CreateObservableGauge(
            name, () => departments.All.Select(department => (department.Profile.Id, Result: selfChecks.Find(department.Profile.Id)))
                .Where(one => one.Result?.CompletedAt is not null)
                .Select(one => new Measurement<double>(read(one.Result!), new KeyValuePair<string, object?>("department", one.Id.ToString()))), unit, description);
    }
}
