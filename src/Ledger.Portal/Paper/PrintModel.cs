using System.Collections.Immutable;
using Ledger.Hosting;
using Ledger.Portal.Checking;
using Ledger.Portal.Settings;
using Ledger.Portal.Shell;
using Ledger.Portal.Texts;
using Ledger.Sharing;
using Ledger.UseCases;
using Ledger.UseCases.Residents;
using Ledger.Verify.Bundles;
using Ledger.Verify.Faults;
using Ledger.Verify.Packed;
using Ledger.Verify.Verdicts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace Ledger.Portal.Paper;

/// <summary>
/// The certificate of a shared record, to be printed by whoever has its short code. It is made anew from the share, and only for a record that is valid
/// at that time. The resident sees it as an opening of her share. Like <c>/c/{code}</c>, the address alone opens nothing.
/// </summary>
[IgnoreAntiforgeryToken]
[EnableRateLimiting(PortalLimits.Checking)]
[RequestSizeLimit(PortalLimits.SmallForm)]
public sealed class PrintModel(OpenShare open, VerifyBundle verify, HostedDepartments departments, PageLanguage language, ServiceAddress service, IOptions<PortalOptions> options) : PageModel
{
    /// <summary>The certificate. Null if there is none to print.</summary>
    public Certificate? Certificate { get; private set; }

    /// <summary>Why nothing is printed. Null if something is.</summary>
    public LocalizedText? Obstacle { get; private set; }

    /// <summary>What to do about it. Can be null.</summary>
    public LocalizedText? Advice { get; private set; }

    /// <summary>The short code without hyphens, for links. Empty if the address has none.</summary>
    public string Code { get; private set; } = "";

    /// <summary>Whether this type has an offline proof, which a reader may print too.</summary>
    public bool OffersProof { get; private set; }

    /// <summary>Whether the offline proof is asked for.</summary>
    public bool WantsProof { get; private set; }

    /// <summary>Whether the share was opened. Before, the page only asks.</summary>
    public bool IsOpened { get; private set; }

    /// <summary>Asks whether to open the share. It says nothing about whether there is one.</summary>
    /// <param name="code">The short code.</param>
    /// <param name="proof"><c>on</c> to print the offline proof too.</param>
    public IActionResult OnGet([FromRoute] string code, string? proof)
    {
        WantsProof = proof == Display.On;
        return ShareCode.Parse(code) is null ? new RefusedResult(SharingFaults.CodeMistyped) : Page();
    }

    /// <summary>Shows the certificate.</summary>
    /// <param name="code">The short code.</param>
    /// <param name="proof"><c>on</c> to print the offline proof too.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    public async Task<IActionResult> OnPostAsync([FromRoute] string code, string? proof, CancellationToken cancellationToken)
    {
        var opened = await open.ExecuteAsync(code, cancellationToken);
        if (opened.Refusal is { } refusal)
        {
            return new RefusedResult(refusal);
        }

        IsOpened = true;
        var typed = ShareCode.Parse(code) ?? throw new InvalidOperationException("An open share has a code.");
        Code = typed.Symbols;
        var bundle = RecordVerifier.Open(opened.Required.Bundle);
        var shown = CheckedRecord.From(await verify.ExecuteAsync(bundle, null, cancellationToken), departments, language);
        Obstacle = Certificate.FindObstacle(shown);
        if (Obstacle is not null)
        {
            Advice = shown.Advice;
            return Page();
        }

        OffersProof = options.Value.HasOfflineProof(shown.Report.RecordType ?? "");
        WantsProof = OffersProof && proof == Display.On;
        Certificate = Make(opened.Required, typed, shown.Report);
        return Page();
    }

    private Certificate Make(OpenedShare share, ShareCode code, VerificationReport report)
    {
        var claims = PrintedClaim.Read(report.Claims, out var typeZh, out var typeEn);
        var type = report.RecordType ?? "";
        return new Certificate
        {
            Report = report,
            Type = new LocalizedText(typeZh ?? type, typeEn ?? type),
            Department = share.Department.Name,
            Claims = claims,
            Code = code.Format(),
            Address = service.PageFor(Request, "/check"),
            SmallCode = QrDrawing.Draw(new PaperAddress(service, Request).OfShare(code)),
            Ends = share.Ends,
            Proof = WantsProof ? DrawProof(share.Bundle) : [],
        };
    }

    // A record that is too large for paper keeps its small code; the page says that the proof is missing.
    private ImmutableArray<QrDrawing> DrawProof(byte[] utf8) =>
        RecordBundle.TryRead(utf8, out var bundle, out _) && PaperProof.TrySplit(PackedBundle.Pack(bundle), new PaperAddress(service, Request).OfProof, out var codes, out _)
            ? [.. codes.Select(QrDrawing.Draw)]
            : [];
}
