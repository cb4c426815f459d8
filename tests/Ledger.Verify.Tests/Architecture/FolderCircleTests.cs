namespace Ledger.Verify.Tests.Architecture;

/// <summary>
/// The folders of every project form a tree of arrows without circles. The remaining circles are listed. The list may only shrink, and a circle
/// that is gone must be removed from it.
/// </summary>
public sealed class FolderCircleTests
{
    /// <summary>The circles among folders, not counting the files next to the project file.</summary>
    private static readonly Dictionary<string, string[]> KnownCircles = new()
    {
        ["Ledger.Web"] = ["Access Departments Embedded Endpoints Http Metrics Mirroring Problems SelfChecks Settings Startup"],
    };

    /// <summary>The circles that include the files next to the project file.</summary>
    private static readonly Dictionary<string, string[]> KnownCirclesOverTheRoot = new()
    {
        // EthereumChainOptions and FinalityMode are next to EthereumAnchorChain. The circle ends when they get a folder of their own.
        ["Ledger.Ethereum"] = ["(root) Contracts Proofs Registry Rpc Transactions"],
    };

    public static TheoryData<string> Projects => new(SourceTree.Files("src", "*.csproj").Select(file => file.Split('/')[1]));

    [Theory]
    [MemberData(nameof(Projects))]
    public void Circles_AmongFolders_AreTheListedOnes(string project) =>
        Assert.Equal(KnownCircles.GetValueOrDefault(project, []), FolderGraph.Read(project).Circles(withRoot: false));

    [Theory]
    [MemberData(nameof(Projects))]
    public void Circles_OverTheRoot_AreTheListedOnes(string project)
    {
        var graph = FolderGraph.Read(project);

        Assert.Equal(KnownCirclesOverTheRoot.GetValueOrDefault(project, []), graph.Circles(withRoot: true).Except(graph.Circles(withRoot: false)));
    }

    [Fact]
    public void KnownCircles_Listed_BelongToAnExistingProject() =>
        Assert.Empty(KnownCircles.Keys.Concat(KnownCirclesOverTheRoot.Keys).Except(Projects.Select(row => row.Data)));

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
    public void Circles_OverTheRoot_AreFoundOnlyWithIt()
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
