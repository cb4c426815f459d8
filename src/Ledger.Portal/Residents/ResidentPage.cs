using Ledger.People;
using Ledger.Portal.Shell;
using Ledger.UseCases.Residents;
using Ledger.Verify.Faults;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Portal.Residents;

/// <summary>A page for the resident who is signed in. It has the policy <c>PersonPolicies.Resident</c>.</summary>
public abstract class ResidentPage : PageModel
{
    /// <summary>The resident.</summary>
    protected Resident Resident => PersonClaims.Find(User) is { Identity: { } identity } person
        ? new Resident(identity, person.Provider)
        : throw new InvalidOperationException("The policy of the page admits residents only.");

    /// <summary>Refuses what no person asked for before the page logs a look: too many requests, and requests that a browser makes by itself.</summary>
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        var limits = HttpContext.RequestServices.GetRequiredService<PersonLimits>();
        if (IsByItself(Request.Headers))
        {
            context.Result = new RefusedResult(RequestFaults.NotAsPage);
        }
        else if (!limits.TryCount(Resident.Identity.IndexText, HttpMethods.IsPost(Request.Method)))
        {
            context.Result = new RefusedResult(RequestFaults.TooMany);
        }
        else
        {
            await next();
        }
    }

    // An image or a frame of another page, or a guess which page comes next (Fetch Metadata; Sec-Purpose). Older browsers send neither header.
    private static bool IsByItself(IHeaderDictionary headers) =>
        headers["Sec-Fetch-Dest"] is { Count: > 0 } destination && destination != "document"
        || headers["Sec-Purpose"].ToString().Contains("prefetch", StringComparison.Ordinal);
}
