namespace Ledger.Web.Problems;

/// <summary>
/// Writes every problem of the node: from endpoints, schemes, filters and the framework. It replaces the framework's writer, which writes a body only when
/// the caller accepts JSON. This writer sends a body to every caller, with its length in the header.
/// </summary>
internal sealed class ProblemWriter : IProblemDetailsWriter
{
    public bool CanWrite(ProblemDetailsContext context) => true;

    public async ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var response = context.HttpContext.Response;
        FaultProblems.Complete(context.ProblemDetails, response.StatusCode, ProblemAnswers.GetTraceId(context.HttpContext));
        var status = context.ProblemDetails.Status ?? response.StatusCode; // A completed problem always has a status.
        var bytes = FaultProblems.ToUtf8(context.ProblemDetails);
        response.StatusCode = status;
        response.ContentType = ProblemAnswers.MediaType;
        response.ContentLength = bytes.Length;
        ProblemAnswers.WriteHeaders(response.Headers, status);
        await response.BodyWriter.WriteAsync(bytes);
    }
}
