using System.Security.Cryptography;

namespace Ledger.Browser.Tests;

/// <summary>The published folder, which anybody may host.</summary>
public sealed class FolderTests
{
    private const long Budget = 3 * 1024 * 1024;
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "browser-verifier");

    [Fact]
    public void Hashes_OfTheFolder_AreThoseOfEveryFile()
    {
        var listed = File.ReadAllLines(Path.Combine(Folder, "SHA256SUMS")).Select(line => line.Split("  ", 2)).ToDictionary(parts => parts[1], parts => parts[0], StringComparer.Ordinal);

        var there = Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Folder, file).Replace('\\', '/')).Where(name => name != "SHA256SUMS");
        Assert.Equal(there.Order(StringComparer.Ordinal), listed.Keys);
        Assert.All(listed, row => Assert.Equal(row.Value, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(Folder, row.Key))))));
    }

    [Fact]
    public void Transfer_OfTheWholeVerifier_IsWithinItsBudget()
    {
        var compressed = new DirectoryInfo(Folder).EnumerateFiles("*.br", SearchOption.AllDirectories).Sum(file => file.Length);

        Assert.InRange(compressed, 1, Budget);
    }

    [Fact]
    public void Page_OfTheFolder_NamesNothingOutsideIt()
    {
        var page = File.ReadAllText(Path.Combine(Folder, "index.html"));

        Assert.DoesNotMatch("(src|href)=\"(https?:|//|/)", page);
        Assert.DoesNotMatch("<script(?![^>]*src=)|<style|\\sstyle=|\\son[a-z]+=", page);
    }
}
