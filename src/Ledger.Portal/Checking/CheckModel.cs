using Ledger.Files;
using Ledger.Hosting;
using Ledger.Portal.Shell;
using Ledger.Portal.Texts;
using Ledger.UseCases;
using Ledger.Verify.Bundles;
using Ledger.Verify.Faults;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace Ledger.Portal.Checking;

/// <summary>Checks a record for anybody: a file, a link, or a short code from paper. Nothing is kept, so there is no antiforgery cookie.</summary>
[IgnoreAntiforgeryToken]
[EnableRateLimiting(PortalLimits.Checking)]
[RequestSizeLimit(LargestUpload)]
[RequestFormLimits(MultipartBodyLengthLimit = LargestUpload, MemoryBufferThreshold = LargestUpload, ValueLengthLimit = MaxText * 4)]
public sealed class CheckModel(VerifyBundle verify, HostedDepartments departments, PageLanguage language, ServiceAddress service) : PageModel
{
    // Somewhat more than a bundle, so that a file that is too long gets a sentence beside the field. It is kept in memory: a record is never written to a temporary file.
    private const int LargestUpload = 4 * 1024 * 1024;
    private const int LargestDiscarded = 64 * 1024 * 1024;
    private const int MaxText = 4096;

    private static readonly LocalizedText TooLarge =
        new("文件太大：记录文件不会超过 1 MB。请确认选对了文件。", "The file is too large: a record file is never larger than 1 MB. Make sure that you chose the right one.");

    /// <summary>The result. Null for the empty form.</summary>
    public CheckedRecord? Checked { get; private set; }

    /// <summary>Why the file could not be read. It says nothing about any record.</summary>
    public UnreadableBundle? Unreadable { get; private set; }

    /// <summary>What is wrong with the form, for the field of the file.</summary>
    public LocalizedText? FileError { get; private set; }

    /// <summary>What is wrong with the form, for the field of the code.</summary>
    public LocalizedText? TextError { get; private set; }

    /// <summary>The text as typed, so that nobody types it twice.</summary>
    public string Text { get; private set; } = "";

    /// <summary>Checks the chosen file.</summary>
    public async Task OnPostFileAsync(IFormFile? file, CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid)
        {
            // The framework stopped reading the form and passes no file. Usually the form is longer than is read here.
            await DiscardAsync(cancellationToken);
            FileError = Request.ContentLength <= LargestUpload ? new("文件没有传完，请再试一次。", "The file did not arrive whole. Try again.") : TooLarge;
        }
        else if (file is not { Length: > 0 })
        {
            FileError = file is null ? new("请先选择一个文件。", "Choose a file first.") : new("这个文件是空的，请换一个。", "This file is empty. Choose another one.");
        }
        else if (file.Length > RecordBundle.MaxLength)
        {
            FileError = TooLarge;
        }
        else
        {
            var bytes = new byte[file.Length];
            await using var stream = file.OpenReadStream();
            await stream.ReadExactlyAsync(bytes, cancellationToken);
            await CheckAsync(bytes, cancellationToken);
        }
    }

    /// <summary>Follows a short code, or a link of this service.</summary>
    public IActionResult OnPostText(string? text)
    {
        Text = text?.Trim() ?? "";
        var address = TypedAddress.Read(Text, link => service.FindPage(Request, link));
        if (address.Path is { } path)
        {
            return LocalRedirect(path);
        }

        TextError = address.Problem;
        return Page();
    }

    // A browser shows an answer only after it has sent its form. Otherwise it says that the connection broke.
    private async Task DiscardAsync(CancellationToken cancellationToken)
    {
        if (Request.ContentLength is > LargestUpload and <= LargestDiscarded && HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = LargestDiscarded;
            try
            {
                await Request.Body.CopyToAsync(Stream.Null, cancellationToken);
            }
            catch (IOException)
            {
                // The browser gave up. Nobody reads the answer.
            }
        }
    }

    private async Task CheckAsync(byte[] bytes, CancellationToken cancellationToken)
    {
        if (!UntrustedBundle.TryOpen(bytes, out var opened, out var why))
        {
            Unreadable = why;
            return;
        }

        Checked = CheckedRecord.From(await verify.ExecuteAsync(opened, null, cancellationToken), departments, language);
    }
}
