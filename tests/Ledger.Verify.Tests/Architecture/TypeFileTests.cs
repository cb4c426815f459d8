namespace Ledger.Verify.Tests.Architecture;

/// <summary>
/// A type is in the file with its name, so a reader finds it. Nested types and file-local types (<c>file</c>) stay where they are used.
/// <c>Name.Part.cs</c> contains a part of <c>Name</c>.
/// </summary>
public sealed class TypeFileTests
{
    public static TheoryData<string> Projects => new(SourceTree.Files("src", "*.csproj").Select(file => file.Split('/')[1]));

    [Theory]
    [MemberData(nameof(Projects))]
    public void Type_OfAProject_IsInTheFileOfItsName(string project) =>
        Assert.Empty(Misplaced($"src/{project}"));

    [Fact]
    public void TopLevelTypes_OfEverySource_AreSeen() =>
        Assert.InRange(SourceTree.Files("src", "*.cs").SelectMany(SourceTree.TopLevelTypesIn).Count(), 700, int.MaxValue); // A broken scan must not look like a clean one.

    [Theory]
    [InlineData("public sealed record A(int B);", "A")]
    [InlineData("internal static partial class A", "A")]
    [InlineData("public readonly record struct A(int B);", "A")]
    [InlineData("public enum A", "A")]
    [InlineData("public delegate Task<int> A(int b);", "A")]
    [InlineData("internal sealed class A<T>(int b)", "A")]
    [InlineData("file sealed class A", null)]
    [InlineData("    private sealed class A", null)]
    [InlineData("// class A", null)]
    public void TopLevelTypesIn_Code_FindsWhatOtherFilesCanName(string code, string? expected) =>
        Assert.Equal(expected is null ? [] : [expected], SourceTree.TopLevelTypesOf(code));

    private static IEnumerable<string> Misplaced(string folder) => SourceTree.Files(folder, "*.cs")
        .SelectMany(file => SourceTree.TopLevelTypesIn(file).Where(name => name != NameOf(file)).Select(name => $"{file}: {name}"));

    private static string NameOf(string file) => Path.GetFileName(file).Split('.')[0];
}
