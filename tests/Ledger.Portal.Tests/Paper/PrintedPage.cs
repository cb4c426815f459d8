using System.Globalization;
using Ledger.Portal.Tests.Running;
using Ledger.Web.Tests.Running;
using Microsoft.Playwright;

namespace Ledger.Portal.Tests.Paper;

/// <summary>A page as the browser prints it.</summary>
internal sealed class PrintedPage : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private PrintedPage()
    {
    }

    private string Pdf => Path.Combine(_folder.Path, "page.pdf");

    /// <summary>Prints a page on the paper that it asks for, as a person does who changes nothing in the dialogue.</summary>
    public static async Task<PrintedPage> PrintAsync(IBrowser browser, Uri address)
    {
        var printed = new PrintedPage();
        await using var context = await browser.NewContextAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync(address.AbsoluteUri);
        await page.ClickAsync("main form button[type=submit]"); // The address alone opens nothing.
        await page.WaitForSelectorAsync(".app-sheet__claims");
        await page.PdfAsync(new PagePdfOptions { Path = printed.Pdf, PreferCSSPageSize = true });
        return printed;
    }

    /// <summary>Scans the paper: one grey picture for each page.</summary>
    public async Task<IReadOnlyList<string>> ScanAsync(int dpi)
    {
        await ToolProcess.RunAsync(_folder.Path, "pdftoppm", "-gray", "-r", dpi.ToString(CultureInfo.InvariantCulture), Pdf, "scan");
        return [.. Directory.EnumerateFiles(_folder.Path, "scan*.pgm").Order(StringComparer.Ordinal)];
    }

    /// <summary>The text that is printed, without line breaks and blanks, which depend on the fonts.</summary>
    public async Task<string> ReadTextAsync() =>
        string.Concat((await ToolProcess.RunAsync(_folder.Path, "pdftotext", "-layout", Pdf, "-")).Where(character => !char.IsWhiteSpace(character)));

    /// <summary>A fact about the file, such as <c>Pages</c> or <c>Page size</c>.</summary>
    public async Task<string> DescribeAsync(string fact) =>
        (await ToolProcess.RunAsync(_folder.Path, "pdfinfo", Pdf)).Split('\n').Single(line => line.StartsWith(fact + ":", StringComparison.Ordinal))[(fact.Length + 1)..].Trim();

    public void Dispose() => _folder.Dispose();
}
