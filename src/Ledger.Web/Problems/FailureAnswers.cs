using Ledger.Log;
using Ledger.Verify.Faults;
using Microsoft.AspNetCore.Diagnostics;

namespace Ledger.Web.Problems;

/// <summary>Answers a request that ended in an exception: an unreadable request, an outage of the storage, or a defect of the node.</summary>
internal sealed class FailureAnswers(ILogger<FailureAnswers> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        await ProblemAnswers.WriteAsync(httpContext, Explain(httpContext, exception));
        return true;
    }

    private Refusal Explain(HttpContext context, Exception exception)
    {
        if (exception is BadHttpRequestException unreadable)
        {
            return Refusal.FromFault(RequestRefusals.FromStatus(unreadable.StatusCode));
        }

        var traceId = ProblemAnswers.GetTraceId(context);
        if (FindOutage(exception) is { } outage)
        {
            RequestEvents.StorageFailed(logger, outage.Fault.Code, traceId, StorageProblems.Describe(exception));
            return outage;
        }

        RequestEvents.RequestFailed(logger, traceId, FaultException.GetName(exception), exception.StackTrace);
        return Refusal.FromFault(RequestFaults.Internal);
    }

    // Null for a defect of the node.
    private static Refusal? FindOutage(Exception problem) => problem switch
    {
        ObjectDisposedException => Refusal.FromFault(LogFaults.Reopening),
        _ => StorageProblems.Explain(problem),
    };
}
