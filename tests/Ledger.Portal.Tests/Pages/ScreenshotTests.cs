using Ledger.Portal.Tests.Running;

namespace Ledger.Portal.Tests.Pages;

/// <summary>Writes pictures of the main pages to <c>tests/screenshots</c>. The README shows some of them, which are committed.</summary>
public sealed class ScreenshotTests(RunningPortal portal)
{
    private const int LargestFile = 150_000;

    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "screenshots");

    /// <summary>The name of each picture, and the row of the table that it shows.</summary>
    private static readonly (string Name, string Row)[] Pictures =
    [
        ("home", "/"),
        ("check", "/check"),
        ("check-valid", "/check valid"),
        ("check-revoked", "/check revoked"),
    ];

    private static readonly (string Name, int Width, int Height)[] Windows = [("phone", 390, 780), ("desktop", 1280, 900)];

    public static TheoryData<string, string, string> Shots =>
        [.. Pictures.SelectMany(picture => Windows.SelectMany(window => new[] { "zh", "en" }.Select(language => (picture.Name, language, window.Name))))];

    [Theory, MemberData(nameof(Shots))]
    public async Task Picture_OfAMainPage_IsWritten(string name, string language, string window)
    {
        var (_, width, height) = Windows.Single(one => one.Name == window);
        await using var visit = await portal.VisitAsync(new Look(language, width, height));
        await PageTable.Get(Pictures.Single(picture => picture.Name == name).Row).ReachAsync(visit);

        Directory.CreateDirectory(Folder);
        var file = Path.Combine(Folder, $"{name}-{language}-{window}.png");
        await visit.Page.ScreenshotAsync(new() { Path = file, Animations = Microsoft.Playwright.ScreenshotAnimations.Disabled });

        Assert.InRange(new FileInfo(file).Length, 5_000, LargestFile);
    }

    [Fact]
    public void Readme_ShowsOnlyPicturesThatTheTestsWrite()
    {
        var shown = System.Text.RegularExpressions.Regex.Matches(File.ReadAllText(Path.Combine(Repository.Root, "README.md")), @"tests/screenshots/([a-z-]+)\.png").Select(match => match.Groups[1].Value).ToList();

        Assert.NotEmpty(shown);
        Assert.All(shown, picture => Assert.Contains(picture, Shots.Select(shot => $"{shot.Data.Item1}-{shot.Data.Item2}-{shot.Data.Item3}")));
    }
}
