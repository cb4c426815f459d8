using Ledger.Portal.Shell;

namespace Ledger.Web.Problems;

/// <summary>Writes a problem as a page when a person reads the answer. It comes before <see cref="ProblemWriter"/>, which answers programs.</summary>
internal sealed class PageProblemWriter : IProblemDetailsWriter
{
    public bool CanWrite(ProblemDetailsContext context) => ProblemPage.IsForPeople(context.HttpContext);

    public async ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var response = context.HttpContext.Response;
        var traceId = ProblemAnswers.GetTraceId(context.HttpContext);
        FaultProblems.Complete(context.ProblemDetails, response.StatusCode, traceId);
        var view = FaultProblems.ToView(context.ProblemDetails, traceId);
        ProblemAnswers.WriteHeaders(response.Headers, view.Status);
        await ProblemPage.WriteAsync(context.HttpContext, view);
    }
}
