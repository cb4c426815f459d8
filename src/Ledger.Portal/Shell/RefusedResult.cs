using System.Diagnostics;
using Ledger.Verify.Faults;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Ledger.Portal.Shell;

/// <summary>Answers a page's request with the problem page of a refusal.</summary>
/// <param name="refusal">The refusal. Its fault is one of the service, so it has a status.</param>
public sealed class RefusedResult(Refusal refusal) : IActionResult
{
    /// <summary>Answers with the problem page of a fault.</summary>
    public RefusedResult(Fault fault)
        : this(Refusal.FromFault(fault))
    {
    }

    /// <inheritdoc/>
    public Task ExecuteResultAsync(ActionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var fault = refusal.Fault;
        if (fault.HttpStatus is StatusCodes.Status503ServiceUnavailable)
        {
            context.HttpContext.Response.Headers.RetryAfter = "2"; // As the host's own refusals.
        }

        if (fault.HttpStatus is StatusCodes.Status429TooManyRequests)
        {
            context.HttpContext.Response.Headers.RetryAfter = "60"; // The window of the limits.
        }

        return ProblemPage.WriteAsync(context.HttpContext, new ProblemView(
            fault.Code, fault.Title, fault.Action, [.. refusal.Violations.Select(violation => violation.Message)],
            fault.HttpStatus ?? StatusCodes.Status500InternalServerError, Activity.Current?.TraceId.ToHexString() ?? context.HttpContext.TraceIdentifier));
    }
}
