using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;

namespace Ledger.Web.Endpoints;

/// <summary>How long a caller is willing to wait for the chain: <c>Prefer: wait=N</c> (RFC 7240 section 4.3).</summary>
internal static class Patience
{
    private const int DefaultSeconds = 5;
    private const int MostSeconds = 30;

    /// <summary>
    /// What the request asks for, up to 30 seconds; 5 without a preference, or with one that is not a number: RFC 7240 section 2 has those
    /// ignored. Says in the answer what was honoured.
    /// </summary>
    public static TimeSpan Of(HttpContext context)
    {
        if (!NameValueHeaderValue.TryParseList(context.Request.Headers["Prefer"], out var preferences)
            || preferences.FirstOrDefault(one => one.Name.Equals("wait", StringComparison.OrdinalIgnoreCase)) is not { } wait
            || !int.TryParse(wait.Value.AsSpan(), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
        {
            return TimeSpan.FromSeconds(DefaultSeconds);
        }

        seconds = Math.Min(seconds, MostSeconds);
        context.Response.Headers["Preference-Applied"] = string.Create(CultureInfo.InvariantCulture, $"wait={seconds}");
        return TimeSpan.FromSeconds(seconds);
    }

    /// <summary>The header, for the API description.</summary>
    public static RouteHandlerBuilder DescribesPatience(this RouteHandlerBuilder route) => route.DescribesHeader(new OpenApiParameter
    {
        Name = "Prefer",
        In = ParameterLocation.Header,
        Description = "wait=N: how many seconds to wait for the chain, 0 to 30. 最多等待链的秒数。",
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, Examples = [JsonValue.Create("wait=0")] },
    });
}
