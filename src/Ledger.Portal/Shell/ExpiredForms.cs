using Ledger.Verify.Faults;
using Microsoft.AspNetCore.Mvc.Core.Infrastructure;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Ledger.Portal.Shell;

/// <summary>Explains a form that was made before its sender signed in, out or in again. The framework would answer without a word.</summary>
internal sealed class ExpiredForms : IAlwaysRunResultFilter
{
    /// <inheritdoc/>
    public void OnResultExecuting(ResultExecutingContext context)
    {
        if (context.Result is IAntiforgeryValidationFailedResult)
        {
            context.Result = new RefusedResult(SignInFaults.FormExpired);
        }
    }

    /// <inheritdoc/>
    public void OnResultExecuted(ResultExecutedContext context)
    {
    }
}
