using Ledger.Verify.Faults;
using Ledger.Web.Problems;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Ledger.Web.Http;

/// <summary>
/// Refuses a body with a content coding such as gzip (RFC 9110 section 15.5.16), because the node does not decode it. The
/// answer names the only accepted coding, <c>identity</c> (RFC 9110 section 12.5.3).
/// </summary>
internal static class EncodedBodies
{
    private const string Identity = "identity";

    public static void Refuse(IApplicationBuilder app) => app.Use((context, next) =>
    {
        var codings = context.Request.Headers.ContentEncoding.SelectMany(line => (line ?? "").Split(',', StringSplitOptions.TrimEntries));
        var hasBody = context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody ?? true;
        if (!hasBody || codings.All(coding => coding.Length == 0 || coding.Equals(Identity, StringComparison.OrdinalIgnoreCase)))
        {
            return next(context);
        }

        context.Response.Headers[HeaderNames.AcceptEncoding] = Identity;
        return ProblemAnswers.WriteAsync(context, Refusal.FromFault(RequestFaults.ContentCodingNotSupported));
    });
}
