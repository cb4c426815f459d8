using System.Diagnostics;
using Ledger.Verify.Faults;

namespace Ledger.Web.Problems;

/// <summary>Answers with a refusal, through the framework's problem details service. Used by every endpoint, scheme and filter.</summary>
internal static class ProblemAnswers
{
    /// <summary>RFC 9457 section 3.</summary>
    public const string MediaType = "application/problem+json";

    public static IResult Of(Refusal refusal) => new ProblemAnswer(refusal);

    public static IResult Of(Fault fault) => new ProblemAnswer(Refusal.FromFault(fault));

    /// <summary>The status of an answer with this fault.</summary>
    /// <exception cref="UnreachableException">It is a finding of a report, which no answer carries as its problem.</exception>
    public static int StatusOf(Fault fault) => fault.HttpStatus ?? throw new UnreachableException($"{fault.Code} is a finding.");

    /// <summary>Writes the answer; nothing may have been sent before.</summary>
    public static async Task WriteAsync(HttpContext context, Refusal refusal) =>
        await context.RequestServices.GetRequiredService<IProblemDetailsService>().WriteAsync(new ProblemDetailsContext
        {
            HttpContext = context,
            ProblemDetails = FaultProblems.From(refusal, TraceIdOf(context)),
        });

    /// <summary>What an answer and a log line about the same request have in common.</summary>
    public static string TraceIdOf(HttpContext context) => Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier;

    /// <summary>What caches and callers have to know of a refusal with this status.</summary>
    public static void WriteHeaders(IHeaderDictionary headers, int status)
    {
        headers.CacheControl = "no-store"; // A refusal is about this moment and this caller.
        switch (status)
        {
            case StatusCodes.Status503ServiceUnavailable:
                headers.RetryAfter = "2";
                break;
            case StatusCodes.Status429TooManyRequests:
                headers.RetryAfter = "60"; // The limits count by the minute.
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
