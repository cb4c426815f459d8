using Ledger.Files;
using Ledger.Hosting;
using Ledger.Portal.Shell;
using Ledger.Portal.Texts;
using Ledger.Sharing;
using Ledger.UseCases;
using Ledger.UseCases.Residents;
using Ledger.Verify.Faults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace Ledger.Portal.Checking;

/// <summary>
/// Opens and checks what a resident shared: the address in a link or square code. The first page only says what will happen. Programs that look at links
/// before a person does, such as those of a messenger, open nothing, and the resident's list shows openings by people.
/// </summary>
[IgnoreAntiforgeryToken]
[EnableRateLimiting(PortalLimits.Checking)]
[RequestSizeLimit(PortalLimits.SmallForm)]
public sealed class CodeModel(OpenShare open, VerifyBundle verify, HostedDepartments departments, PageLanguage language) : PageModel
{
    /// <summary>The result. Null before the share is opened.</summary>
    public CheckedRecord? Checked { get; private set; }

    /// <summary>When the share ends.</summary>
    public DateTimeOffset Ends { get; private set; }

    /// <summary>The bundle, for the link that downloads it. Empty before the share is opened.</summary>
    public string Download { get; private set; } = "";

    /// <summary>Asks whether to open the share. It says nothing about whether there is one.</summary>
    public IActionResult OnGet([FromRoute] string code) => ShareCode.Parse(code) is null ? new RefusedResult(SharingFaults.CodeMistyped) : Page();

    /// <summary>Opens and checks it.</summary>
    public async Task<IActionResult> OnPostAsync([FromRoute] string code, CancellationToken cancellationToken)
    {
        var opened = await open.ExecuteAsync(code, cancellationToken);
        if (opened.Refusal is { } refusal)
        {
            return new RefusedResult(refusal);
        }

        var share = opened.Required;
        if (!UntrustedBundle.TryOpen(share.Bundle, out var bundle, out _))
        {
            throw new InvalidOperationException("A bundle of this node cannot be read.");
        }

        Ends = share.Ends;
        Download = "data:application/json;base64," + Convert.ToBase64String(share.Bundle);
        Checked = CheckedRecord.From(await verify.ExecuteAsync(bundle, null, cancellationToken), departments, language);
        return Page();
    }
}
