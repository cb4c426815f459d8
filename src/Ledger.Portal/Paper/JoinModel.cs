using Ledger.Hosting;
using Ledger.Portal.Checking;
using Ledger.Portal.Shell;
using Ledger.Portal.Texts;
using Ledger.UseCases;
using Ledger.Verify.Faults;
using Ledger.Verify.Packed;
using Ledger.Verify.Verdicts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace Ledger.Portal.Paper;

/// <summary>
/// Checks the offline proof of a certificate: the numbered codes, pasted in any order, or collected by the script of the page when a phone's camera opens
/// them. Nothing is kept, so there is no antiforgery cookie.
/// </summary>
[UsesScript]
[IgnoreAntiforgeryToken]
[EnableRateLimiting(PortalLimits.Checking)]
[RequestSizeLimit(LargestForm)]
[RequestFormLimits(ValueLengthLimit = LargestText)]
public sealed class JoinModel(VerifyBundle verify, HostedDepartments departments, PageLanguage language) : PageModel
{
    private const int LargestText = 64 * 1024; // Nine codes have 13,000 characters.
    private const int LargestForm = 4 * LargestText;

    /// <summary>The result. Null for the empty form.</summary>
    public CheckedRecord? Checked { get; private set; }

    /// <summary>What is wrong with the codes. Null if nothing is.</summary>
    public Refusal? Refusal { get; private set; }

    /// <summary>The text as pasted, so that nobody scans twice.</summary>
    public string Codes { get; private set; } = "";

    /// <summary>Reads the codes and checks the record.</summary>
    /// <param name="codes">The pasted text.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    public async Task OnPostAsync(string? codes, CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid)
        {
            // The framework stopped reading the form and passes no text, because it is longer than is read here.
            Refusal = Refusal.At(PaperFaults.NotPacked, "codes", "文字太长。请只粘贴一张证明的编号码。", "The text is too long. Paste the numbered codes of one paper only.");
            return;
        }

        Codes = codes ?? "";
        if (!PaperProof.TryJoin([Codes], out var packed, out var refusal) || !PackedBundle.TryUnpack(packed, out var bundle, out refusal))
        {
            Refusal = refusal;
            return;
        }

        Checked = CheckedRecord.From(await verify.ExecuteAsync(RecordVerifier.Open(bundle.ToUtf8()), null, cancellationToken), departments, language);
    }
}
