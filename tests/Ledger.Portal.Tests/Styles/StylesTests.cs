using System.Diagnostics;
using Ledger.Portal.Tests.Running;
using Ledger.Web.Tests.Running;

namespace Ledger.Portal.Tests.Styles;

/// <summary>The committed styles are those that the sources make, and contain no mark of others.</summary>
public sealed class StylesTests
{
    private static readonly string Project = Path.Combine(Repository.Root, "src", "Ledger.Portal");

    private static string Committed => Path.Combine(Project, "wwwroot", "portal.css");

    [Fact]
    public async Task Styles_MadeAgain_AreTheCommittedFile()
    {
        var sources = Path.Combine(Project, "Styles");
        Assert.True(Directory.Exists(Path.Combine(sources, "node_modules", "sass")), "Run npm ci --ignore-scripts in src/Ledger.Portal/Styles.");
        using var folder = new TemporaryFolder();
        var made = Path.Combine(folder.Path, "portal.css");
        var start = new ProcessStartInfo("npm") { WorkingDirectory = sources, RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var argument in (string[])["exec", "--offline", "--", "sass", "--no-source-map", "--style=compressed", "--load-path=node_modules", "--quiet-deps", "portal.scss", made])
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(process.ExitCode == 0, await error);
        Assert.True(IsSame(made, Committed), "wwwroot/portal.css is not what the sources make: npm ci && npm run build in src/Ledger.Portal/Styles.");
    }

    [Fact]
    public void BuildCommand_OfThePackage_IsTheOneTested() =>
        Assert.Contains("sass --no-source-map --style=compressed --load-path=node_modules --quiet-deps portal.scss ../wwwroot/portal.css", File.ReadAllText(Path.Combine(Project, "Styles", "package.json")), StringComparison.Ordinal);

    [Theory]
    [InlineData("GDS Transport")]
    [InlineData("GOV.UK")]
    [InlineData("crest")]
    [InlineData("crown")]
    [InlineData("@font-face")]
    [InlineData("url(")]
    [InlineData("@import")]
    public void Styles_Committed_ContainNoMarkAndNoAddressOfOthers(string mark) =>
        Assert.DoesNotContain(mark, File.ReadAllText(Committed), StringComparison.OrdinalIgnoreCase);

    private static bool IsSame(string one, string two) => File.ReadAllBytes(one).AsSpan().SequenceEqual(File.ReadAllBytes(two));
}
