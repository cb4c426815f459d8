using System.Text.RegularExpressions;

namespace Ledger.Verify.Tests.Architecture;

/// <summary>The folders of the command line: one for each noun, none of them in a circle with another.</summary>
public sealed partial class CommandFolderTests
{
    private const string Host = "src/Ledger.Cli";

    [Fact]
    public void Folder_OfTheCommandLine_IsInNoCircle()
    {
        var named = SourceTree.Files(Host, "*.cs").Where(file => file.Split('/').Length > 3)
            .GroupBy(file => file.Split('/')[2])
            .ToDictionary(folder => folder.Key, folder => folder.SelectMany(file => NamedIn(SourceTree.ReadCode(file))).Where(name => name != folder.Key).ToHashSet());
        Assert.InRange(named.Count, 10, 30); // So that a broken scan does not pass for a clean one.
        Assert.Contains(named, folder => folder.Value.Count > 2);

        // Takes away every folder that names none of those left. What remains at the end is in a circle, or names one.
        while (named.FirstOrDefault(folder => !folder.Value.Overlaps(named.Keys)).Key is { } free)
        {
            named.Remove(free);
        }

        Assert.Empty(named.Keys);
    }

    [Theory]
    [InlineData("using Ledger.Cli.Logs;", "Logs")]
    [InlineData("var source = Ledger.Cli.Logs.LogSource.Open(where);", "Logs")]
    [InlineData("using Ledger.Logs;", null)]
    public void NamedIn_Code_FindsTheFolder(string code, string? folder) => Assert.Equal(folder, NamedIn(code).SingleOrDefault());

    private static IEnumerable<string> NamedIn(string code) =>
        FolderName().Matches(code).Where(match => !match.Value.StartsWith("namespace", StringComparison.Ordinal)).Select(match => match.Groups[1].Value);

    [GeneratedRegex(@"(?:namespace )?(?<![\w.])Ledger\.Cli\.(\w+)")]
    private static partial Regex FolderName();
}
