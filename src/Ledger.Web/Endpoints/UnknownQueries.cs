using Ledger.Portal.Shell;
using Ledger.Verify.Faults;
using Ledger.Web.Problems;

namespace Ledger.Web.Endpoints;

/// <summary>Refuses query parameters that a route does not take. If the node ignored one, it would answer another question than the caller asked.</summary>
internal static class UnknownQueries
{
    /// <summary>Refuses them on every route, also on routes of the framework and of packages. Metrics take no parameters. Links to pages for people get parameters on their way, for example from a mail program, so pages ignore them.</summary>
    public static void Refuse(IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        if (context.GetEndpoint() is RouteEndpoint route && !ProblemPage.IsForPeople(context) && Find(context.Request.Query, route) is { } refusal)
        {
            await ProblemAnswers.WriteAsync(context, refusal);
            return;
        }

        await next(context);
    });

    // RFC 6901 section 3.
    private static string PointerTo(string name) => "/" + name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    private static Refusal? Find(IQueryCollection query, RouteEndpoint route)
    {
        if (query.Count == 0)
        {
            return null;
        }

        var taken = route.Metadata.GetOrderedMetadata<TakenQuery>();
        var unknown = query.Keys.Where(key => taken.All(known => !string.Equals(known.Name, key, StringComparison.Ordinal))).Order(StringComparer.Ordinal).ToList();
        if (unknown.Count == 0)
        {
            return null;
        }

        var names = string.Join(", ", taken.Select(known => known.Name));
        var message = names.Length == 0
            ? new LocalizedText("此地址没有查询参数。", "This address takes no query parameters.")
            : new LocalizedText($"未知参数；此地址的参数为 {names}。", $"It is not known here; this address takes {names}.");
        return new Refusal(RequestFaults.QueryMalformed, [.. unknown.Select(name => new Violation(PointerTo(name), message))]);
    }
}
