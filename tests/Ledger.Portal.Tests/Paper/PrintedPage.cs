using System.Globalization;
using Ledger.Portal.Tests.Running;
using Ledger.Web.Tests.Running;

namespace Ledger.Portal.Tests.Paper;

/// <summary>A page as the browser prints it.</summary>
internal sealed class PrintedPage : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private PrintedPage()
    {
    }

    private string Pdf => Path.Combine(_folder.Path, "page.pdf");

    /// <summary>Prints a page to PDF, as people do: without header and footer of the browser.</summary>
    public static async Task<PrintedPage> PrintAsync(Uri address)
    {
        DebianPackages.EnsureInstalled();
        var page = new PrintedPage();
        await ToolProcess.RunAsync(
            page._folder.Path, DebianPackages.Chromium, "--headless", "--no-sandbox", "--disable-gpu", $"--user-data-dir={Path.Combine(page._folder.Path, "profile")}",
            "--no-pdf-header-footer", $"--print-to-pdf={page.Pdf}", address.AbsoluteUri);
        File.Copy(page.Pdf, $"/tmp/h/packed/{Guid.NewGuid():N}.pdf"); return page;
    }

    /// <summary>Scans the paper: one grey picture for each page.</summary>
    public async Task<IReadOnlyList<string>> ScanAsync(int dpi)
    {
        await ToolProcess.RunAsync(_folder.Path, "pdftoppm", "-gray", "-r", dpi.ToString(CultureInfo.InvariantCulture), Pdf, "scan");
        return [.. Directory.EnumerateFiles(_folder.Path, "scan*.pgm").Order(StringComparer.Ordinal)];
    }

    /// <summary>The text that is printed.</summary>
    public Task<string> ReadTextAsync() => ToolProcess.RunAsync(_folder.Path, "pdftotext", "-layout", Pdf, "-");

    public async Task<int> CountPagesAsync() =>
        int.Parse((await ToolProcess.RunAsync(_folder.Path, "pdfinfo", Pdf)).Split('\n').Single(line => line.StartsWith("Pages:", StringComparison.Ordinal))[6..], CultureInfo.InvariantCulture);

    public void Dispose() => _folder.Dispose();
}
