namespace Ledger.Portal.Tests.Running;

/// <summary>The Debian packages that the browser tests need. Without one of them the tests fail and name it; they never pass by doing nothing.</summary>
internal static class DebianPackages
{
    /// <summary>
    /// Chromium without a window. The package <c>chromium</c> can run without one too, but starts a whole browser with it.
    /// </summary>
    public const string Chromium = "/usr/bin/chromium-headless-shell";

    private static readonly (string File, string Package)[] Needed =
    [
        (Chromium, "chromium-headless-shell"),
        ("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", "fonts-noto-cjk"),
        ("/usr/bin/pdftoppm", "poppler-utils"),
    ];

    /// <summary>Checks that every package is there.</summary>
    /// <exception cref="InvalidOperationException">A package is missing. The message names it.</exception>
    public static void EnsureInstalled()
    {
        var missing = FindMissing(File.Exists);
        if (missing.Count > 0)
        {
            throw new InvalidOperationException($"The browser tests need Debian packages that are missing here: apt-get install {string.Join(' ', missing)}");
        }
    }

    /// <summary>The packages whose file does not exist.</summary>
    public static IReadOnlyList<string> FindMissing(Func<string, bool> exists) => [.. Needed.Where(package => !exists(package.File)).Select(package => package.Package)];
}
