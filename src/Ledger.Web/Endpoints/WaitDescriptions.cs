using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Ledger.Web.Endpoints;

/// <summary>Describes the header <c>Prefer</c> in the API description.</summary>
internal static class WaitDescriptions
{
    /// <summary>Adds the header to the description of a route.</summary>
    public static RouteHandlerBuilder DescribesWait(this RouteHandlerBuilder route) => route.DescribesHeader(new OpenApiParameter
    {
        Name = "Prefer",
        In = ParameterLocation.Header,
        Description = "wait=N: how many seconds to wait for the chain, 0 to 30. 最多等待链的秒数。",
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, Examples = [JsonValue.Create("wait=0")] },
    });
}
