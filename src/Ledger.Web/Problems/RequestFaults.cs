using Ledger.Faults;

namespace Ledger.Web.Problems;

/// <summary>LDG9xxx: what an HTTP request can meet outside the steps.</summary>
internal static class RequestFaults
{
    public static readonly Fault Internal = new("LDG9001", 500,
        new("系统内部错误。", "Something went wrong in this node."),
        new("请稍后用同一个键重试;若仍出现,请把 traceId 告知运维人员。", "Try again later with the same key; if it stays, tell the operator the traceId."));

    public static readonly Fault NoSuchAddress = new("LDG9002", 404,
        new("没有这个地址。", "There is no such address."),
        new("接口说明见 /docs。", "The API is described at /docs."));

    public static readonly Fault QueryMalformed = new("LDG9003", 400,
        new("查询参数不正确。", "A query parameter is not right."),
        new("请修正所列参数。", "Mend the parameter listed."));

    public static readonly Fault TooMany = new("LDG9004", 429,
        new("请求过于频繁。", "Too many requests."),
        new("请稍后再试。", "Try again in a minute."));

    public static readonly Fault MethodNotAllowed = new("LDG9005", 405,
        new("此地址不支持该方法。", "This address does not take that method."),
        new("接口说明见 /docs。", "The API is described at /docs."));
}

/// <summary>Says in the API description that a route may answer with problems.</summary>
internal static class ProblemDescriptions
{
    public static RouteHandlerBuilder ProducesProblems(this RouteHandlerBuilder route, params int[] statuses)
    {
        foreach (var status in statuses)
        {
            route.ProducesProblem(status);
        }

        return route;
    }
}
