using System.Text.RegularExpressions;

namespace Ledger.Verify.Tests.Architecture;

/// <summary>
/// The folder tables in <c>src/README.md</c> list exactly the folders that exist. A folder may name only folders in rows above its own.
/// </summary>
public sealed partial class SourceReadmeTests
{
    private static readonly Dictionary<string, string[]> Tables = SourceTree.Read("src/README.md").Split("\n### `").Skip(1).ToDictionary(
        section => section.Split('`')[0], section => FolderRow().Matches(section).Select(row => row.Groups["name"].Value).ToArray());

    public static TheoryData<string> Projects => new(SourceTree.Files("src", "*.csproj").Select(file => file.Split('/')[1]));

    [Fact]
    public void Projects_Listed_AreThoseThatExist() => Assert.Equal(Projects.Select(row => row.Data).Order(), Tables.Keys.Order());

    [Theory]
    [MemberData(nameof(Projects))]
    public void Folders_Listed_AreThoseThatExist(string project) => Assert.Equal(FoldersOf(project), Tables[project].Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Projects))]
    public void Folder_Listed_NamesOnlyFoldersAboveIt(string project)
    {
        var graph = FolderGraph.Read(project);
        var rows = Tables[project].ToList();

        var backwards =
            from folder in graph.Folders
            from named in graph.NamedBy(folder)
            where folder != FolderGraph.Root && named != FolderGraph.Root
                && rows.IndexOf(named) > rows.IndexOf(folder)
            select $"{folder} names {named}";
        Assert.Empty(backwards);
    }

    private static IEnumerable<string> FoldersOf(string project) =>
        new DirectoryInfo(Path.Combine(SourceTree.Root, "src", project)).EnumerateDirectories()
            .Where(folder => folder.EnumerateFiles("*.cs", SearchOption.AllDirectories).Any())
            .Select(folder => folder.Name).Where(name => name is not ("bin" or "obj")).Order(StringComparer.Ordinal);

    [GeneratedRegex(@"^\| `(?<name>\w+)` \|", RegexOptions.Multiline)]
    private static partial Regex FolderRow();
}
