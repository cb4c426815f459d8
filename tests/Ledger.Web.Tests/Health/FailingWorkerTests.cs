using System.Diagnostics.Metrics;
using System.Text.Json.Nodes;
using Ledger.Departments;
using Ledger.Hosting;
using Ledger.Issuing;
using Ledger.Keys;
using Ledger.Log;
using Ledger.Store.LiteDb;
using Ledger.Tests;
using Ledger.Verify.Faults;
using Ledger.Web.Health;
using Ledger.Web.Metrics;
using Ledger.Web.SelfChecks;
using Ledger.Web.Settings;
using Ledger.Web.Tests.Running;
using Ledger.Workers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Ledger.Web.Tests.Health;

/// <summary>Tests that health and log show a worker with an unforeseen error.</summary>
public sealed class FailingWorkerTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WorkersHealth_OneFails_IsDegradedAndNamesIt()
    {
        using var worker = new FailingWorker();
        await using var departments = new HostedDepartments();
        var check = new WorkersHealthCheck([worker], departments);
        var before = await check.CheckHealthAsync(new HealthCheckContext(), Cancel);

        await worker.StartAsync(Cancel);
        await worker.HasFailed.Task.WaitAsync(Cancel);

        await Eventually.IsTrueAsync(() => Task.FromResult(worker.Condition.IsFatal), "the worker has failed");
        var after = await check.CheckHealthAsync(new HealthCheckContext(), Cancel);
        Assert.Equal((HealthStatus.Healthy, HealthStatus.Degraded), (before.Status, after.Status));
        Assert.Contains("failing", after.Description, StringComparison.Ordinal);
        await worker.StopAsync(Cancel);
    }

    [Fact]
    public async Task Ready_WorkerOfTheNodeFails_IsDegradedAndEveryDepartmentHasItsCode()
    {
        using var folder = new TemporaryFolder();
        using var worker = new FailingWorker();
        await using var node = await LedgerNode.StartWithAsync(
            Path.Combine(folder.Path, "data"), services => services.AddSingleton<Worker>(worker), ("Ledger__SampleCity", "false"));

        await worker.StartAsync(Cancel);
        await Eventually.IsTrueAsync(
            async () =>
            {
                var health = JsonNode.Parse(await node.Http.GetStringAsync("/health/ready", Cancel))!;
                return health["status"]!.GetValue<string>() == "degraded"
                    && health["departments"]!.AsArray() is { Count: 4 } rows && rows.All(row => row!["code"]?.GetValue<string>() == "LDG9050");
            },
            "health shows the failure");
        await worker.StopAsync(Cancel);
    }

    [Fact]
    public async Task Metrics_OneFails_CountTheRoundAndShowThatItIsDown()
    {
        using var worker = new FailingWorker();
        await using var departments = new HostedDepartments();
        using var meters = new OneMeter();

        // Only the instruments of workers are read, and they need nothing else of the node.
        await new NodeMetrics(meters, departments, null!, null!, null!, null!, [worker], TimeProvider.System).StartAsync(Cancel);
        var before = Read(meters);

        await worker.StartAsync(Cancel);
        await Eventually.IsTrueAsync(() => Task.FromResult(worker.Condition.IsFatal), "the worker has failed");

        Assert.Equal([("ledger.worker.failures", "failing", 0), ("ledger.worker.up", "failing", 1)], before);
        Assert.Equal([("ledger.worker.failures", "failing", 1), ("ledger.worker.up", "failing", 0)], Read(meters));
        await worker.StopAsync(Cancel);
    }

    [Fact]
    public async Task SelfCheck_UnforeseenError_IsCriticalWithItsStackAndTheOtherDepartmentsAreChecked()
    {
        using var folder = new TemporaryFolder();
        await using var departments = new HostedDepartments();
        departments.Add(await OpenAsync(folder.Path, "education"));
        departments.Add(await OpenAsync(folder.Path, "health"));
        var events = new LogEvents<SelfChecker>();
        var results = new SelfCheckResults();
        var settings = Options.Create(new SelfCheckOptions { FirstAfterSeconds = 0 });

        // The chain is null, so reading it throws a defect, not an outage.
        using var checker = new SelfChecker(departments, null!, settings, results, TimeProvider.System, events);
        await checker.StartAsync(Cancel);

        await Eventually.IsTrueAsync(() => Task.FromResult(checker.Condition.IsFatal), "the check has failed");
        await checker.StopAsync(Cancel);
        Assert.Equal("LDG9050", checker.Condition.Problem?.Fault.Code);
        Assert.All(departments.All, department => Assert.Equal("LDG3359", results.Find(department.Profile.Id)?.Problem));
        Assert.Equal(2, events.All.Count);
        Assert.All(events.All, line =>
        {
            Assert.Equal(LogLevel.Critical, line.Level);
            Assert.StartsWith("LDG9050", line.Text, StringComparison.Ordinal);
            Assert.Contains(nameof(NullReferenceException), line.Text, StringComparison.Ordinal);
            Assert.Contains(nameof(SelfChecker), line.Text, StringComparison.Ordinal); // The stack trace.
        });
    }

    private static List<(string Name, string? Worker, double Value)> Read(OneMeter meters)
    {
        var values = new List<(string, string?, double)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listening) =>
            {
                if (instrument.Meter == meters.Meter && instrument.Name.StartsWith("ledger.worker.", StringComparison.Ordinal))
                {
                    listening.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => values.Add((instrument.Name, tags[0].Value?.ToString(), value)));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => values.Add((instrument.Name, tags[0].Value?.ToString(), value)));
        listener.Start();
        listener.RecordObservableInstruments();
        return [.. values.Order()];
    }

    private static async Task<HostedDepartment> OpenAsync(string root, string name)
    {
        Assert.True(DepartmentId.TryParse(name, out var id));
        var master = FileMasterKey.Open(Path.Combine(root, "master.key"));
        var opener = new DepartmentOpener(
            new LiteDbDepartmentStores(new DataLayout(root), master, NullLoggerFactory.Instance), new KeyFiles(Path.Combine(root, "keys"), master), master,
            await RecordTypeCatalogue.LoadAsync(Cancel), TimeProvider.System, NullLoggerFactory.Instance);
        return await opener.OpenAsync(
            new DepartmentProfile(id, new LocalizedText("部门", "Department"), "ledger.localhost"), new SequencerOptions(), chain: null, Cancel);
    }

    /// <summary>One meter with a name of its own: <c>/metrics</c> of the running node collects from every meter that has the node's name.</summary>
    private sealed class OneMeter : IMeterFactory
    {
        public Meter Meter { get; } = new("Ledger.Tests.FailingWorker");

        public Meter Create(MeterOptions options) => Meter;

        public void Dispose() => Meter.Dispose();
    }

    [Fact]
    public async Task ExitCode_AWorkerEnded_IsNotThatOfACleanStop()
    {
        using var failing = new FailingWorker();
        using var ended = new EndingWorker();
        Assert.Equal(0, Program.GetExitCode([failing, ended]));

        await ended.StartAsync(Cancel);
        await Assert.ThrowsAsync<InvalidOperationException>(() => ended.ExecuteTask!.WaitAsync(Cancel));

        Assert.Equal(1, Program.GetExitCode([failing, ended]));
    }

    private sealed class EndingWorker() : Worker("ending", TimeProvider.System, NullLogger.Instance)
    {
        protected override TimeSpan Interval => TimeSpan.FromHours(1);

        protected override ValueTask<WorkerProblem?> RunOnceAsync(CancellationToken cancellationToken) => ValueTask.FromResult<WorkerProblem?>(null);

        protected override Task PauseAsync(TimeSpan pause, CancellationToken cancellationToken) => throw new InvalidOperationException("a defect");
    }

    private sealed class FailingWorker() : Worker("failing", TimeProvider.System, NullLogger.Instance)
    {
        public TaskCompletionSource HasFailed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        protected override TimeSpan Interval => TimeSpan.FromHours(1);

        protected override ValueTask<WorkerProblem?> RunOnceAsync(CancellationToken cancellationToken)
        {
            HasFailed.TrySetResult();
            throw new InvalidOperationException("a defect");
        }
    }
}
