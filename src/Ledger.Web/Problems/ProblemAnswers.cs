using System.Diagnostics;
using Ledger.Verify.Faults;

namespace Ledger.Web.Problems;

/// <summary>Answers a request with a refusal, through the framework's problem details service. Every endpoint, scheme and filter uses it.</summary>
internal static class ProblemAnswers
{
    /// <summary>The media type of a problem (RFC 9457 section 3).</summary>
    public const string MediaType = "application/problem+json";

    public static IResult From(Refusal refusal) => new ProblemAnswer(refusal);

    public static IResult From(Fault fault) => new ProblemAnswer(Refusal.FromFault(fault));

    /// <summary>The HTTP status of an answer with this fault.</summary>
    /// <exception cref="UnreachableException">The fault is a finding of a report. A finding is never the problem of an answer.</exception>
    public static int GetStatus(Fault fault) => fault.HttpStatus ?? throw new UnreachableException($"{fault.Code} is a finding.");

    /// <summary>Writes the answer. The response must not have started.</summary>
    public static async Task WriteAsync(HttpContext context, Refusal refusal) =>
        await context.RequestServices.GetRequiredService<IProblemDetailsService>().WriteAsync(new ProblemDetailsContext
        {
            HttpContext = context,
            ProblemDetails = FaultProblems.From(refusal, GetTraceId(context)),
        });

    /// <summary>The id of a request, in its answer and in the log.</summary>
    public static string GetTraceId(HttpContext context) => Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier;

    /// <summary>Adds the headers for caches and callers to a refusal with this status.</summary>
    public static void WriteHeaders(IHeaderDictionary headers, int status)
    {
        headers.CacheControl = "no-store"; // A refusal is valid only for this caller and this moment.
        switch (status)
        {
            case StatusCodes.Status503ServiceUnavailable:
                headers.RetryAfter = "2";
                break;
            case StatusCodes.Status429TooManyRequests:
                headers.RetryAfter = "60"; // The rate limits have windows of one minute.
                break;
            case StatusCodes.Status401Unauthorized:
                headers.WWWAuthenticate = "Bearer";
                break;
        }
    }

    private sealed class ProblemAnswer(Refusal refusal) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => WriteAsync(httpContext, refusal);
    }
}
