using Ledger.Faults;
using Ledger.Web.Problems;

namespace Ledger.Web.Endpoints;

/// <summary>A query parameter that a route takes; every other is refused.</summary>
internal sealed record TakenQuery(string Name);

/// <summary>Refuses query parameters that a route does not take: an answer that ignored one would be an answer to another question.</summary>
internal static class UnknownQueries
{
    /// <summary>Refuses them on every route of a group.</summary>
    public static T RefusesUnknownQueries<T>(this T routes)
        where T : IEndpointConventionBuilder => routes.AddEndpointFilter<T, Filter>();

    // RFC 6901 section 3.
    private static string PointerTo(string name) => "/" + name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    private sealed class Filter : IEndpointFilter
    {
        public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
        {
            var taken = context.HttpContext.GetEndpoint()?.Metadata.GetOrderedMetadata<TakenQuery>() ?? [];
            var unknown = context.HttpContext.Request.Query.Keys
                .Where(key => taken.All(query => !string.Equals(query.Name, key, StringComparison.Ordinal))).Order(StringComparer.Ordinal).ToList();
            if (unknown.Count == 0)
            {
                return next(context);
            }

            var names = string.Join(", ", taken.Select(query => query.Name));
            var message = names.Length == 0
                ? new LocalizedText("此地址没有查询参数。", "This address takes no query parameters.")
                : new LocalizedText($"未知参数；此地址的参数为 {names}。", $"It is not known here; this address takes {names}.");
            return ValueTask.FromResult<object?>(ProblemAnswers.Of(
                new Refusal(RequestFaults.QueryMalformed, [.. unknown.Select(name => new Violation(PointerTo(name), message))])));
        }
    }
}
