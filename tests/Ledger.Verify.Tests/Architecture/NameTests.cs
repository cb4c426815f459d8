namespace Ledger.Verify.Tests.Architecture;

/// <summary>Names that say nothing, and names that hide others.</summary>
public sealed class NameTests
{
    private static readonly string[] SayNothing =
        ["Core", "Common", "Shared", "Util", "Utils", "Utilities", "Helper", "Helpers", "Manager", "Managers", "Base"];

    // From within Ledger.* these would hide the namespace of the same name, or be hidden by it (CS0118).
    private static readonly string[] HideNamespaces = ["Ledger", "Log"];

    private static readonly string[] Top = ["src", "tests", "contracts", "node-config"];

    [Fact]
    public void Folder_Any_SaysWhatIsDoneInIt() => Assert.DoesNotContain(
        Top.SelectMany(top => SourceTree.Files(top, "*"))
            .SelectMany(file => file.Split('/')[..^1]).SelectMany(folder => folder.Split('.')).Distinct(),
        part => SayNothing.Contains(part, StringComparer.OrdinalIgnoreCase));

    [Fact]
    public void Project_Any_SaysWhatItIs() => Assert.DoesNotContain(
        Top.SelectMany(top => SourceTree.Files(top, "*.csproj")).SelectMany(file => Path.GetFileNameWithoutExtension(file).Split('.')),
        part => SayNothing.Contains(part, StringComparer.OrdinalIgnoreCase));

    [Fact]
    public void Type_Any_SaysWhatItIs()
    {
        var types = Types().ToList();

        Assert.InRange(types.Count, 300, int.MaxValue); // So that a broken scan does not pass for a clean one.
        Assert.DoesNotContain(types, type => SayNothing.Any(word => type.Name.EndsWith(word, StringComparison.Ordinal)));
    }

    [Fact]
    public void Type_Any_HidesNoNamespace() =>
        Assert.DoesNotContain(Types().Where(type => type.File.EndsWith(".cs", StringComparison.Ordinal)), type => HideNamespaces.Contains(type.Name));

    [Fact]
    public void Namespace_AnySource_FollowsProjectAndFolder() => Assert.All(SourceTree.Files("src", "*.cs"), file =>
    {
        var expected = $"namespace {string.Join('.', file.Split('/')[1..^1])};";
        var isProgram = Path.GetFileName(file) == "Program.cs"; // Top-level statements have none.

        Assert.True(isProgram || SourceTree.Read(file).Split('\n').Contains(expected), $"{file} is not in {expected}");
    });

    private static IEnumerable<(string File, string Name)> Types() =>
        Top.SelectMany(top => SourceTree.Files(top, "*.cs").Concat(SourceTree.Files(top, "*.sol")))
            .SelectMany(file => SourceTree.TypesIn(file).Select(name => (file, name)));
}
