using Ledger.People;
using Ledger.UseCases.Residents;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Ledger.Portal.Residents;

/// <summary>A page for the resident who is signed in. It has the policy <c>PersonPolicies.Resident</c>.</summary>
public abstract class ResidentPage : PageModel
{
    /// <summary>The resident.</summary>
    protected Resident Resident => PersonClaims.Find(User) is { Identity: { } identity } person
        ? new Resident(identity, person.Provider)
        : throw new InvalidOperationException("The policy of the page admits residents only.");
}
