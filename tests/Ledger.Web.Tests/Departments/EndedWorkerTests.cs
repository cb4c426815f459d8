using System.Text.Json.Nodes;
using Ledger.Web.Tests.Backup;
using Ledger.Web.Tests.Running;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Ledger.Web.Tests.Departments;

/// <summary>Tests a node whose background workers end unexpectedly.</summary>
public sealed class EndedWorkerTests(StoppedNode stopped) : IClassFixture<StoppedNode>
{
    private const int PauseSeconds = 3; // The pause between two polls of the chain. No other timer of the node has this length.

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Keeper_WorkerOfADepartmentEnded_ReopensTheDepartment()
    {
        using var folder = new TemporaryFolder();
        var clock = new FailingClock(TimeSpan.FromSeconds(PauseSeconds));
        await using var node = await LedgerNode.StartWithAsync(
            stopped.CopyTo(folder), services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock)),
            ("Ledger__SampleCity", "false"), ("Ledger__Chain__IntervalSeconds", $"{PauseSeconds}"), ("Ledger__Chain__MirrorMaxAgeSeconds", $"{PauseSeconds}"));

        clock.FailOnce();
        await Eventually.IsTrueAsync(() => Task.FromResult(node.Output.Contains("is open again", StringComparison.Ordinal)), "the keeper reopens the department");

        Assert.Contains("LDG9051", node.Output, StringComparison.Ordinal);
        await Eventually.IsTrueAsync(async () => (await HealthAsync(node))["status"]!.GetValue<string>() == "ready", "the node is ready again");
        Assert.All((await HealthAsync(node))["departments"]!.AsArray(), row => Assert.Null(row!["code"]));
        Assert.Equal(200, (await node.FetchBundleAsync(await node.IssueAsync())).Status); // Issued and anchored.
    }

    private static async Task<JsonNode> HealthAsync(LedgerNode node) =>
        JsonNode.Parse(await node.Http.GetStringAsync("/health/ready", Cancel))!; // The node never answers with the JSON literal null.

    /// <summary>The clock of the machine, which can refuse one timer.</summary>
    private sealed class FailingClock(TimeSpan length) : TimeProvider
    {
        private int _failures;

        /// <summary>Refuses the next timer of the given length.</summary>
        public void FailOnce() => Interlocked.Exchange(ref _failures, 1);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            dueTime == length && Interlocked.Exchange(ref _failures, 0) == 1
                ? throw new InvalidOperationException("no timer")
                : base.CreateTimer(callback, state, dueTime, period);
    }
}
