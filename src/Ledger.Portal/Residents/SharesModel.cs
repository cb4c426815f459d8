using Ledger.Access;
using Ledger.Departments;
using Ledger.Issuing;
using Ledger.Portal.Shell;
using Ledger.UseCases.Residents;
using Ledger.Verify.Faults;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Ledger.Portal.Residents;

/// <summary>What the resident shares and has shared, with a button that ends each open share.</summary>
[Authorize(Policy = PersonPolicies.Resident)]
[RequestSizeLimit(PortalLimits.SmallForm)]
public sealed class SharesModel(ListShares list, EndShare end) : ResidentPage
{
    /// <summary>The shares.</summary>
    public OwnShares List { get; private set; } = new([], []);

    /// <summary>Whether one was just ended.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Lists the shares.</summary>
    public async Task OnGetAsync(string? ended, CancellationToken cancellationToken)
    {
        HasEnded = ended is not null;
        List = await list.ExecuteAsync(Resident, cancellationToken);
    }

    /// <summary>Ends a share.</summary>
    public async Task<IActionResult> OnPostAsync(string? department, string? share, CancellationToken cancellationToken)
    {
        if (!DepartmentId.TryParse(department, out var issuer) || !RecordId.TryParse(share, out var id))
        {
            return new RefusedResult(SharingFaults.NotFound);
        }

        return (await end.ExecuteAsync(Resident, issuer, id, cancellationToken)).Refusal is { } refusal ? new RefusedResult(refusal) : Redirect("/my/shares?ended=yes");
    }
}
