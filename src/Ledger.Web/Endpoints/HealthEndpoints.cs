using System.Text.Json;
using Ledger.Access;
using Ledger.Ethereum.Anchoring;
using Ledger.Ethereum.Rpc;
using Ledger.Hosting;
using Ledger.Mirroring;
using Ledger.Web.Mirroring;
using Ledger.Web.SelfChecks;

namespace Ledger.Web.Endpoints;

/// <summary>Whether the process lives, and whether everything it should do is being done.</summary>
internal static class HealthEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/health").WithTags("Health 运行状况");
        group.MapGet("live", () => TypedResults.Text("live", "text/plain")).WithName("live")
            .WithSummary("The process answers. 进程存活。").Produces<string>(200, "text/plain");
        group.MapGet("ready", Ready).WithName("ready")
            .WithSummary("Whether everything that should be done is being done. 是否就绪。")
            .WithDescription("ready; degraded while something does not go on, or a department is stopped or down, with its code, and the rest does; stopped (503) when no department takes entries, or when the registry knows none of them.")
            .Produces<HealthAnswer>().Produces<HealthAnswer>(503);
    }

    private static IResult Ready(
        HostedDepartments departments, SelfCheckResults selfChecks, HostedMirror chainMirror, TokenFile tokenFile, EthereumAnchorChain chain, TimeProvider clock)
    {
        DepartmentHealth[] rows =
        [
            .. departments.All.Select(department => Describe(department, selfChecks.Find(department.Profile.Id))).Concat(departments.Down.Select(Describe))
                .OrderBy(row => row.Department, StringComparer.Ordinal),
        ];
        var mirror = Describe(chainMirror.State, clock.GetUtcNow());
        var tokens = Describe(tokenFile);

        // A node that still writes for one department stays in service: its balancer must not take it from all of them.
        var isStopped = rows.All(row => row.Writer != "writing") || departments.All.All(department => department.Registration.Fault == RegistrationFaults.Unknown);
        var isDegraded = mirror.Code is not null || tokens.Code is not null
            || rows.Any(row => row.Code is not null || row.SelfCheck?.Findings > 0);
        var status = isStopped ? "stopped" : isDegraded ? "degraded" : "ready";
        return TypedResults.Json(new HealthAnswer(status, rows, [.. chain.Endpoints.Select(Describe)], mirror, tokens), statusCode: isStopped ? 503 : 200);
    }

    private static MirrorHealth Describe(MirrorState mirror, DateTimeOffset now) => new(
        mirror.Block, mirror.Lag, mirror.SeenAt, mirror.SeenAt is { } seen ? Math.Max(0, Math.Round((now - seen).TotalSeconds, 1)) : null,
        mirror.Fault?.Code, mirror.Rebuilds, mirror.LastRebuild?.Code);

    private static TokensHealth Describe(TokenFile tokens) => new((tokens.Fault ?? tokens.Warning)?.Code, tokens.RestoredAsOf);

    // One dead endpoint of several makes nothing worse for a caller, so it does not change the status.
    private static ChainEndpointHealth Describe(EndpointHealth endpoint) => new(
        endpoint.Name, JsonNamingPolicy.CamelCase.ConvertName(endpoint.State.ToString()), endpoint.Head?.Number, endpoint.Head?.Time, endpoint.LastAnswer);

    private static DepartmentHealth Describe(DownDepartment department) =>
        new(department.Profile.Id.ToString(), "down", 0, 0, 0, null, null, department.Fault.Code, null, null);

    private static DepartmentHealth Describe(HostedDepartment department, SelfCheckResult? selfCheck)
    {
        var stopped = department.Log.Sequencer.State.Fault;
        var chain = department.Chain.State;
        var clock = ClockHealth.Of(department);
        return new DepartmentHealth(
            department.Profile.Id.ToString(), stopped is null ? "writing" : "stopped", department.Log.Publisher.Published.Head.Size,
            chain.AnchoredSize, chain.PendingStatuses, chain.LastContact, chain.WaitingSince,
            stopped?.Code ?? chain.Fault?.Code ?? department.Registration.Fault?.Code ?? clock.Code, selfCheck, clock);
    }
}
