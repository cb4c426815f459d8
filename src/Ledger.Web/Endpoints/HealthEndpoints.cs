using System.Runtime.ExceptionServices;
using System.Text.Json;
using Ledger.Access;
using Ledger.Ethereum.Anchoring;
using Ledger.Ethereum.Rpc;
using Ledger.Hosting;
using Ledger.Mirroring;
using Ledger.Verify.Faults;
using Ledger.Web.Mirroring;
using Ledger.Web.SelfChecks;
using Ledger.Workers;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Ledger.Web.Endpoints;

/// <summary>Answers whether the process is alive, and whether all parts of the node work.</summary>
internal static class HealthEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/health").WithTags("Health 运行状况");
        group.MapGet("live", () => TypedResults.Text("live", "text/plain")).WithName("live")
            .WithSummary("Whether the process is alive. 进程存活。").Produces<string>(200, "text/plain");
        group.MapGet("ready", ReadyAsync).WithName("ready")
            .WithSummary("Whether all parts of the node work. 是否就绪。")
            .WithDescription("ready: everything works. degraded: something does not work, or a department is stopped or down; its code is in the answer, and the rest works. stopped (503): no department accepts entries, or the registry knows none of them.")
            .Produces<HealthAnswer>().Produces<HealthAnswer>(503);
    }

    private static async Task<IResult> ReadyAsync(
        HealthCheckService health, HostedDepartments departments, SelfCheckResults selfChecks, HostedMirror chainMirror, AccessTokens tokenFile,
        EthereumAnchorChain chain, IEnumerable<Worker> workers, TimeProvider clock, CancellationToken cancellationToken)
    {
        var report = await health.CheckHealthAsync(cancellationToken);
        if (report.Entries.Values.FirstOrDefault(entry => entry.Exception is not null).Exception is { } defect)
        {
            ExceptionDispatchInfo.Throw(defect); // A check that throws is a defect of the check. It says nothing about the node.
        }

        var ofNode = FindFatal(workers);
        DepartmentHealth[] rows =
        [
            .. departments.All.Select(department => Describe(department, selfChecks.Find(department.Profile.Id), ofNode)).Concat(departments.Down.Select(Describe))
                .OrderBy(row => row.Department, StringComparer.Ordinal),
        ];
        var answer = new HealthAnswer(
            WordFor(report.Status), rows, [.. chain.Endpoints.Select(Describe)], Describe(chainMirror.State, clock.GetUtcNow()), Describe(tokenFile));
        return TypedResults.Json(answer, statusCode: report.Status is HealthStatus.Unhealthy ? 503 : 200);
    }

    private static string WordFor(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "ready",
        HealthStatus.Degraded => "degraded",
        _ => "stopped",
    };

    // Each worker of a department and the mirror show their own faults.
    private static string? FindFatal(IEnumerable<Worker> workers) =>
        workers.Where(worker => worker is not HostedMirror).Select(worker => worker.Condition).FirstOrDefault(condition => condition.IsFatal) is { } failed
            ? (failed.Problem?.Fault ?? WorkerFaults.Ended).Code
            : null;

    private static MirrorHealth Describe(MirrorState mirror, DateTimeOffset now) => new(
        mirror.Block, mirror.Lag, mirror.SeenAt, mirror.SeenAt is { } seen ? Math.Max(0, Math.Round((now - seen).TotalSeconds, 1)) : null,
        mirror.Fault?.Code, mirror.Rebuilds, mirror.LastRebuild?.Code);

    private static TokensHealth Describe(AccessTokens tokens) => new((tokens.Fault ?? tokens.Warning)?.Code, tokens.RestoredAsOf);

    // Callers do not notice one dead endpoint of several, so it does not change the status.
    private static ChainEndpointHealth Describe(EndpointHealth endpoint) => new(
        endpoint.Name, JsonNamingPolicy.CamelCase.ConvertName(endpoint.State.ToString()), endpoint.Head?.Number, endpoint.Head?.Time, endpoint.LastAnswer);

    private static DepartmentHealth Describe(DownDepartment department) =>
        new(department.Profile.Id.ToString(), "down", 0, 0, 0, null, null, department.Fault.Code, null, null);

    private static DepartmentHealth Describe(HostedDepartment department, SelfCheckResult? selfCheck, string? ofNode)
    {
        var stopped = department.Log.Sequencer.State.Fault;
        var chain = department.Chain.State;
        var clock = ClockHealth.FromDepartment(department);
        return new DepartmentHealth(
            department.Profile.Id.ToString(), stopped is null ? "writing" : "stopped", department.Log.Publisher.Published.Head.Size,
            chain.AnchoredSize, chain.PendingStatuses, chain.LastContact, chain.WaitingSince,
            stopped?.Code ?? chain.Fault?.Code ?? department.Registration.Fault?.Code ?? clock.Code ?? ofNode, selfCheck, clock);
    }
}
