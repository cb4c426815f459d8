namespace Ledger.Verify.Tests.Architecture;

/// <summary>
/// In every project the folders form a tree of arrows: no folder names one that leads back to it. The files beside the project file count as a
/// folder.
/// </summary>
public sealed class FolderCircleTests
{
    public static TheoryData<string> Projects => new(SourceTree.Files("src", "*.csproj").Select(file => file.Split('/')[1]));

    [Theory]
    [MemberData(nameof(Projects))]
    public void Circles_OfAProject_AreNone(string project) => Assert.Empty(FolderGraph.Read(project).Circles(withRoot: true));

    [Fact]
    public void Circles_TwoFoldersThatNameEachOther_AreFound()
    {
        var graph = Graph(("A", "using P.B;"), ("B", "var a = new A.TypeOfA();"), ("C", "using P.A;"));

        Assert.Equal(["A B"], graph.Circles(withRoot: true));
    }

    [Fact]
    public void Circles_OfThreeFolders_AreFound()
    {
        var graph = Graph(("A", "using P.B;"), ("B", "using P.C;"), ("C", "P.A.TypeOfA a;"), ("D", "using P.A;"));

        Assert.Equal(["A B C"], graph.Circles(withRoot: false));
    }

    [Fact]
    public void Circles_ThroughTheRoot_AreFoundOnlyIfTheRootIsIncluded()
    {
        var graph = Graph(("A", "Root Root; TypeOfRoot root;"), (FolderGraph.Root, "using P.A;"), ("B", "using P.A;"));

        Assert.Equal(["(root) A"], graph.Circles(withRoot: true));
        Assert.Empty(graph.Circles(withRoot: false));
    }

    [Fact]
    public void Circles_ArrowsThatOnlyLeadInward_AreNone() =>
        Assert.Empty(Graph(("A", "using Q.B;"), ("B", "using P.A;"), ("C", "using P.A;\nusing P.B;\nusing P.Bs;"), (FolderGraph.Root, "using P.C;")).Circles(withRoot: true));

    [Fact]
    public void Read_Project_FindsItsArrows()
    {
        // A broken scan must not look like a clean one.
        var graph = FolderGraph.Read("Ledger.Verify");

        Assert.Contains("Trees", graph.NamedBy("Verdicts"));
        Assert.DoesNotContain("Verdicts", graph.NamedBy("Trees"));
        Assert.Contains(FolderGraph.Root, FolderGraph.Read("Ledger.Ethereum").Folders);
    }

    private static FolderGraph Graph(params (string Folder, string Code)[] folders) => new(
        "P", [.. folders.Select(folder => (folder.Folder, (IReadOnlyList<string>)[$"TypeOf{folder.Folder.Trim('(', ')').Replace("root", "Root", StringComparison.Ordinal)}"], folder.Code))]);
}
