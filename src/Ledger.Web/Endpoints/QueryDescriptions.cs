using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Ledger.Web.Endpoints;

/// <summary>Describes, for the API description, parameters that a handler reads itself.</summary>
internal static class QueryDescriptions
{
    /// <summary>Describes a query parameter that is bound as text.</summary>
    public static RouteHandlerBuilder DescribesQuery(this RouteHandlerBuilder route, string name, string description, Action<OpenApiSchema> describe) =>
        route.WithMetadata(new TakenQuery(name)).AddOpenApiOperationTransformer((operation, _, _) =>
        {
            var schema = new OpenApiSchema { Type = JsonSchemaType.String };
            describe(schema);
            Replace(operation, new OpenApiParameter { Name = name, In = ParameterLocation.Query, Description = description, Schema = schema });
            return Task.CompletedTask;
        });

    /// <summary>Describes the parameter for a past time, in both spellings.</summary>
    public static RouteHandlerBuilder DescribesAsOf(this RouteHandlerBuilder route, string description) => route
        .DescribesQuery(QueryReader.MainAsOf, description, schema => schema.Format = "date-time")
        .DescribesQuery(QueryReader.OtherAsOf, "Another spelling of asOf. Use only one of the two. asOf 的另一种写法。", schema => schema.Format = "date-time");

    /// <summary>Describes the header <c>Idempotency-Key</c>.</summary>
    public static RouteHandlerBuilder DescribesKey(this RouteHandlerBuilder route) => route.DescribesHeader(new OpenApiParameter
    {
        Name = "Idempotency-Key",
        In = ParameterLocation.Header,
        Required = true,
        Description = "1 to 200 visible ASCII characters, one key for each request. Use the same key when you repeat a request. 每个请求一个键，重发时不变。",
        Schema = new OpenApiSchema
        {
            Type = JsonSchemaType.String,
            MinLength = 1,
            MaxLength = 200,
            Pattern = "^[!-~]+$",
            Examples = [JsonValue.Create("3d3c8d1e-school-17")],
        },
    });

    /// <summary>Describes a header that the handler reads itself.</summary>
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
