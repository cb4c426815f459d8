using System.Globalization;
using System.Text.Json.Nodes;
using Ledger.Faults;
using Ledger.Web.Problems;
using Microsoft.OpenApi;

namespace Ledger.Web.Endpoints;

/// <summary>
/// Reads query parameters strictly and gathers what is wrong with them. Done by hand, because a parameter the framework cannot bind
/// is answered without its name.
/// </summary>
internal sealed class Queries
{
    private static readonly string[] TimeForms = ["yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:sszzz"];

    private readonly List<Violation> _violations = [];

    /// <summary>Why the query is refused; null when nothing was found wrong.</summary>
    public Refusal? Refusal => _violations.Count == 0 ? null : new Refusal(RequestFaults.QueryMalformed, [.. _violations]);

    /// <summary>How many rows a page shall have.</summary>
    public int Limit(string? text, int otherwise, int largest)
    {
        if (text is null)
        {
            return otherwise;
        }

        if (TryReadNumber(text, out var number) && number >= 1 && number <= largest)
        {
            return (int)number;
        }

        Add("/limit", $"应为 1 至 {largest} 的整数。", $"It must be a whole number from 1 to {largest}.");
        return otherwise;
    }

    /// <summary>The index to go on below; opaque to callers.</summary>
    public long Cursor(string? text)
    {
        if (text is null)
        {
            return long.MaxValue;
        }

        if (TryReadNumber(text, out var before))
        {
            return before;
        }

        Add("/cursor", "应为上一页的 next。", "It must be what the page before gave as next.");
        return long.MaxValue;
    }

    /// <summary>An RFC 3339 time in whole seconds; null when none is asked for.</summary>
    public DateTimeOffset? Time(string name, string? text)
    {
        if (text is null)
        {
            return null;
        }

        if (DateTimeOffset.TryParseExact(text, TimeForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
        {
            return time;
        }

        Add("/" + name, "应为 RFC 3339 时间，如 2026-01-31T00:00:00Z。", "It must be an RFC 3339 time such as 2026-01-31T00:00:00Z.");
        return null;
    }

    private static bool TryReadNumber(string text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number)
        && string.Equals(number.ToString(CultureInfo.InvariantCulture), text, StringComparison.Ordinal);

    private void Add(string path, string zh, string en) => _violations.Add(new Violation(path, new LocalizedText(zh, en)));
}

/// <summary>Parameters that a handler reads itself, for the API description.</summary>
internal static class QueryDescriptions
{
    /// <summary>A parameter of the query, described where it was bound as text.</summary>
    public static RouteHandlerBuilder DescribesQuery(this RouteHandlerBuilder route, string name, string description, Action<OpenApiSchema> describe) =>
        route.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            var schema = new OpenApiSchema { Type = JsonSchemaType.String };
            describe(schema);
            Replace(operation, new OpenApiParameter { Name = name, In = ParameterLocation.Query, Description = description, Schema = schema });
            return Task.CompletedTask;
        });

    /// <summary>The header that makes a repeat harmless.</summary>
    public static RouteHandlerBuilder DescribesKey(this RouteHandlerBuilder route) => route.DescribesHeader(new OpenApiParameter
    {
        Name = "Idempotency-Key",
        In = ParameterLocation.Header,
        Required = true,
        Description = "1 to 200 visible ASCII characters, one key for each request; the same when it is sent again. 每个请求一个键，重发时不变。",
        Schema = new OpenApiSchema
        {
            Type = JsonSchemaType.String, MinLength = 1, MaxLength = 200, Pattern = "^[!-~]+$", Examples = [JsonValue.Create("3d3c8d1e-school-17")],
        },
    });

    /// <summary>A header that the handler reads itself.</summary>
    public static RouteHandlerBuilder DescribesHeader(this RouteHandlerBuilder route, OpenApiParameter header) =>
        route.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            Replace(operation, header);
            return Task.CompletedTask;
        });

    private static void Replace(OpenApiOperation operation, OpenApiParameter parameter)
    {
        operation.Parameters ??= [];
        if (operation.Parameters.FirstOrDefault(existing => existing.Name == parameter.Name) is { } bound)
        {
            operation.Parameters.Remove(bound);
        }

        operation.Parameters.Add(parameter);
    }
}
