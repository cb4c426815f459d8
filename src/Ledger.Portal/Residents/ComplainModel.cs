using Ledger.Access;
using Ledger.Departments;
using Ledger.Hosting;
using Ledger.Portal.Shell;
using Ledger.UseCases.Residents;
using Ledger.Verify.Faults;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Ledger.Portal.Residents;

/// <summary>Takes the resident's complaint about one line of who looked.</summary>
[Authorize(Policy = PersonPolicies.Resident)]
[Authorize(Policy = PersonPolicies.Confirmed)] // A complaint stays in the log for ever.
[RequestSizeLimit(PortalLimits.SmallForm)]
public sealed class ComplainModel(ComplainAboutRead complain, HostedDepartments departments) : ResidentPage
{
    /// <summary>The name of the department whose auditors read the complaint.</summary>
    public LocalizedText Department { get; private set; } = new("", "");

    /// <summary>The words, so that nobody types them twice.</summary>
    public string Words { get; private set; } = "";

    /// <summary>What is wrong with the words.</summary>
    public LocalizedText? Error { get; private set; }

    /// <summary>When the look was.</summary>
    public DateTimeOffset Time { get; private set; }

    /// <summary>Shows the form.</summary>
    public Task<IActionResult> OnGetAsync(string department, long line, CancellationToken cancellationToken) => ShowAsync(department, line, cancellationToken);

    /// <summary>Takes the complaint.</summary>
    public async Task<IActionResult> OnPostAsync(string department, long line, string? text, CancellationToken cancellationToken)
    {
        if (!DepartmentId.TryParse(department, out var id))
        {
            return new RefusedResult(ComplaintFaults.LineNotFound);
        }

        var taken = await complain.ExecuteAsync(Resident, id, line, text, cancellationToken);
        if (taken.Refusal is not { } refusal)
        {
            return Redirect("/my/complaints?taken=yes");
        }

        if (refusal.Fault != ComplaintFaults.TextNotUsable)
        {
            return new RefusedResult(refusal);
        }

        (Words, Error) = (text ?? "", refusal.Violations is [var first, ..] ? first.Message : refusal.Fault.Title);
        return await ShowAsync(department, line, cancellationToken);
    }

    private async Task<IActionResult> ShowAsync(string department, long line, CancellationToken cancellationToken)
    {
        if (!DepartmentId.TryParse(department, out var id))
        {
            return new RefusedResult(ComplaintFaults.LineNotFound);
        }

        var look = await complain.FindAsync(Resident, id, line, cancellationToken);
        if (look.Refusal is { } refusal)
        {
            return new RefusedResult(refusal);
        }

        (Time, Department) = (look.Required.Time, departments.Find(id)?.Profile.Name ?? Department);
        return Page();
    }
}
