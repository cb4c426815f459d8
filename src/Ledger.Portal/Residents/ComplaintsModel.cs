using Ledger.Access;
using Ledger.Portal.Shell;
using Ledger.UseCases.Residents;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Ledger.Portal.Residents;

/// <summary>The resident's complaints.</summary>
[Authorize(Policy = PersonPolicies.Resident)]
public sealed class ComplaintsModel(ListOwnComplaints list) : ResidentPage
{
    /// <summary>The page of the list.</summary>
    public OwnComplaintPage List { get; private set; } = new([], null, []);

    /// <summary>Whether one was just taken.</summary>
    public bool WasTaken { get; private set; }

    /// <summary>Whether this is the first page.</summary>
    public bool IsFirst { get; private set; }

    /// <summary>Lists the complaints.</summary>
    public async Task<IActionResult> OnGetAsync(string? after, string? taken, CancellationToken cancellationToken)
    {
        WasTaken = taken is not null;
        var page = await list.ExecuteAsync(Resident, after, OwnPageSize.Usual, cancellationToken);
        if (page.Refusal is { } refusal)
        {
            return new RefusedResult(refusal);
        }

        (List, IsFirst) = (page.Required, after is null);
        return Page();
    }
}
