namespace Ledger.Portal.Tests.Running;

/// <summary>A missing package is named.</summary>
public sealed class DebianPackagesTests
{
    [Fact]
    public void FindMissing_WithoutTheBrowser_NamesIt() => Assert.Equal(["chromium-headless-shell"], DebianPackages.FindMissing(file => file != DebianPackages.Chromium));

    [Fact]
    public void FindMissing_WithNothing_NamesAll() => Assert.Equal(["chromium-headless-shell", "fonts-noto-cjk", "poppler-utils"], DebianPackages.FindMissing(_ => false));
}
