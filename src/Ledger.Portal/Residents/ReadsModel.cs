using Ledger.Access;
using Ledger.Portal.Shell;
using Ledger.UseCases.Residents;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Ledger.Portal.Residents;

/// <summary>Who looked at the resident's records, in all departments of this node.</summary>
[Authorize(Policy = PersonPolicies.Resident)]
public sealed class ReadsModel(ListOwnReads list) : ResidentPage
{
    /// <summary>The page of the list.</summary>
    public OwnReadPage List { get; private set; } = new([], null, []);

    /// <summary>Whether this is the first page.</summary>
    public bool IsFirst { get; private set; }

    /// <summary>Whether her own looks are shown too. They are most of the list, and would hide the others.</summary>
    public bool WithOwn { get; private set; }

    /// <summary>Lists the reads.</summary>
    /// <param name="after">The cursor of a later page.</param>
    /// <param name="own"><c>on</c> to show her own looks too.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public async Task<IActionResult> OnGetAsync(string? after, string? own, CancellationToken cancellationToken)
    {
        WithOwn = own == Display.On;
        var page = await list.ExecuteAsync(Resident, after, OwnPageSize.Usual, WithOwn, cancellationToken);
        if (page.Refusal is { } refusal)
        {
            return new RefusedResult(refusal);
        }

        (List, IsFirst) = (page.Required, after is null);
        return Page();
    }
}
