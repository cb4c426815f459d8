using System.Text.Json;
using Ledger.Ethereum.Rpc;
using Ledger.Mirroring;
using Ledger.Web.Departments;
using Ledger.Web.SelfChecks;
using Ledger.Web.Startup;

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
            .WithDescription("ready; degraded while something beside issuing does not go on, with its code; stopped (503) when a log's writer is, or when the registry knows none of the departments.")
            .Produces<HealthAnswer>().Produces<HealthAnswer>(503);
    }

    private static IResult Ready(HostedDepartments departments, Node node, TimeProvider clock)
    {
        var rows = departments.All.Select(department => Describe(department, node.SelfChecks.Find(department.Profile.Id))).ToArray();
        var mirror = Describe(node.Mirror.State, clock.GetUtcNow());
        var isNobodyKnown = rows.Length > 0 && departments.All.All(department => department.Registration.Fault == RegistrationFaults.Unknown);
        var status = isNobodyKnown || rows.Any(row => row.Writer != "writing") ? "stopped" : mirror.Code is not null || rows.Any(row => row.Code is not null || row.SelfCheck?.Findings > 0) ? "degraded" : "ready";
        return TypedResults.Json(new HealthAnswer(status, rows, [.. node.Chain.Endpoints.Select(Describe)], mirror), statusCode: status == "stopped" ? 503 : 200);
    }

    private static MirrorHealth Describe(MirrorState mirror, DateTimeOffset now) => new(
        mirror.Block, mirror.Lag, mirror.SeenAt, mirror.SeenAt is { } seen ? Math.Max(0, Math.Round((now - seen).TotalSeconds, 1)) : null,
        mirror.Fault?.Code, mirror.Rebuilds, mirror.LastRebuild?.Code);

    // One dead endpoint of several makes nothing worse for a caller, so it does not change the status.
    private static ChainEndpointHealth Describe(EndpointHealth endpoint) => new(
        endpoint.Name, JsonNamingPolicy.CamelCase.ConvertName(endpoint.State.ToString()), endpoint.Head?.Number, endpoint.Head?.Time, endpoint.LastAnswer);

    private static DepartmentHealth Describe(HostedDepartment department, SelfCheckResult? selfCheck)
    {
        var stopped = department.Log.Sequencer.State.Fault;
        var chain = department.Chain.State;
        return new DepartmentHealth(
            department.Profile.Id.ToString(), stopped is null ? "writing" : "stopped", department.Log.Publisher.Published.Head.Size,
            chain.AnchoredSize, chain.PendingStatuses, chain.LastContact, chain.WaitingSince, stopped?.Code ?? chain.Fault?.Code ?? department.Registration.Fault?.Code, selfCheck);
    }
}
