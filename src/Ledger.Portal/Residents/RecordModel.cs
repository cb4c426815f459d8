using Ledger.Access;
using Ledger.Departments;
using Ledger.Issuing;
using Ledger.Portal.Claims;
using Ledger.Portal.Shell;
using Ledger.Portal.Texts;
using Ledger.UseCases.Residents;
using Ledger.Verify.Faults;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Ledger.Portal.Residents;

/// <summary>One record of the resident.</summary>
[Authorize(Policy = PersonPolicies.Resident)]
public sealed class RecordModel(ReadOwnRecord read, PageLanguage language) : ResidentPage
{
    /// <summary>The record.</summary>
    public OwnRecord Record { get; private set; } = null!; // Set before the page is rendered.

    /// <summary>Its claims with labels.</summary>
    public ClaimRows? Claims { get; private set; }

    /// <summary>Reads the record.</summary>
    public async Task<IActionResult> OnGetAsync(string department, string id, CancellationToken cancellationToken)
    {
        if (!DepartmentId.TryParse(department, out var issuer) || !RecordId.TryParse(id, out var record))
        {
            return new RefusedResult(ProvingFaults.RecordNotFound);
        }

        var found = await read.ExecuteAsync(Resident, issuer, record, cancellationToken);
        if (found.Refusal is { } refusal)
        {
            return new RefusedResult(refusal);
        }

        Record = found.Required;
        Claims = ClaimTable.Read(Record.Claims, language);
        return Page();
    }
}
