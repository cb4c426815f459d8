namespace Ledger.Web.Problems;

/// <summary>
/// Writes every problem of the node, whoever found it: an endpoint, a scheme, a filter or the framework. In place of the framework's own writer, which
/// asks whether the caller accepts JSON: a refusal has a body for every caller, and its length in the header.
/// </summary>
internal sealed class ProblemWriter : IProblemDetailsWriter
{
    public bool CanWrite(ProblemDetailsContext context) => true;

    public async ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var response = context.HttpContext.Response;
        FaultProblems.Complete(context.ProblemDetails, response.StatusCode, ProblemAnswers.TraceIdOf(context.HttpContext));
        var status = context.ProblemDetails.Status ?? response.StatusCode; // Never null after it was completed.
        var bytes = FaultProblems.ToUtf8(context.ProblemDetails);
        response.StatusCode = status;
        response.ContentType = ProblemAnswers.MediaType;
        response.ContentLength = bytes.Length;
        ProblemAnswers.WriteHeaders(response.Headers, status);
        await response.BodyWriter.WriteAsync(bytes);
    }
}
