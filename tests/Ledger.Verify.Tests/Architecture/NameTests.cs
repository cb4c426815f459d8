namespace Ledger.Verify.Tests.Architecture;

/// <summary>Refuses names without meaning, and names that hide other names.</summary>
public sealed class NameTests
{
    private static readonly string[] SayNothing =
        ["Core", "Common", "Shared", "Util", "Utils", "Utilities", "Helper", "Helpers", "Manager", "Managers", "Base"];

    // Inside Ledger.* these types would hide the namespace of the same name, or be hidden by it (CS0118).
    private static readonly string[] HideNamespaces = ["Ledger", "Log"];

    private static readonly string[] Top = ["src", "tests", "contracts", "node-config"];

    [Fact]
    public void Folder_Any_IsNamedForAnActivity() => Assert.DoesNotContain(
        Top.SelectMany(top => SourceTree.Files(top, "*"))
            .SelectMany(file => file.Split('/')[..^1]).SelectMany(folder => folder.Split('.')).Distinct(),
        part => SayNothing.Contains(part, StringComparer.OrdinalIgnoreCase));

    [Fact]
    public void Project_Any_HasAMeaningfulName() => Assert.DoesNotContain(
        Top.SelectMany(top => SourceTree.Files(top, "*.csproj")).SelectMany(file => Path.GetFileNameWithoutExtension(file).Split('.')),
        part => SayNothing.Contains(part, StringComparer.OrdinalIgnoreCase));

    [Fact]
    public void Type_Any_HasAMeaningfulName()
    {
        var types = Types().ToList();

        Assert.InRange(types.Count, 300, int.MaxValue); // A broken scan must not look like a clean one.
        Assert.DoesNotContain(types, type => SayNothing.Any(word => type.Name.EndsWith(word, StringComparison.Ordinal)));
    }

    [Fact]
    public void Type_Any_HidesNoNamespace() =>
        Assert.DoesNotContain(Types().Where(type => type.File.EndsWith(".cs", StringComparison.Ordinal)), type => HideNamespaces.Contains(type.Name));

    [Fact]
    public void Namespace_AnySource_FollowsProjectAndFolder() => Assert.All(SourceTree.Files("src", "*.cs"), file =>
    {
        var expected = $"namespace {string.Join('.', file.Split('/')[1..^1])};";
        var isProgram = Path.GetFileName(file) == "Program.cs"; // top-level statements have no namespace

        Assert.True(isProgram || SourceTree.Read(file).Split('\n').Contains(expected), $"{file} is not in {expected}");
    });

    private static IEnumerable<(string File, string Name)> Types() =>
        Top.SelectMany(top => SourceTree.Files(top, "*.cs").Concat(SourceTree.Files(top, "*.sol")))
            .SelectMany(file => SourceTree.TypesIn(file).Select(name => (file, name)));
}
