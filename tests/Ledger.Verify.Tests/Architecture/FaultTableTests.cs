using System.Text.RegularExpressions;
using Ledger.Verify.Faults;

namespace Ledger.Verify.Tests.Architecture;

/// <summary>The lists of faults are written by hand; the sources say whether one is missing.</summary>
public sealed partial class FaultTableTests
{
    private const string Folder = "src/Ledger.Verify/Faults";

    public static TheoryData<string> Tables => new(SourceTree.Files(Folder, "*.cs").Where(file => Declared().IsMatch(SourceTree.ReadCode(file))));

    [Theory]
    [MemberData(nameof(Tables))]
    public void All_OfATable_ListsWhatItDeclares(string file)
    {
        var code = SourceTree.ReadCode(file);
        var list = Listed().Match(code).Groups["names"].Value.Split([',', ' ', '\n'], StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(Declared().Matches(code).Select(match => match.Groups["name"].Value), list);
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void FaultTable_OfTheSources_ListsTheTableOnce(string file) =>
        Assert.Single(Regex.Matches(SourceTree.ReadCode($"{Folder}/FaultTable.cs"), $@"\b{Path.GetFileNameWithoutExtension(file)}\.All\b"));

    [Fact]
    public void All_OfTheTable_HasEveryCodeOfTheSources() => Assert.Equal(
        SourceTree.Files(Folder, "*.cs").SelectMany(file => Code().Matches(SourceTree.ReadCode(file))).Select(match => match.Groups["code"].Value).Order(StringComparer.Ordinal),
        FaultTable.All.Select(fault => fault.Code));

    [Fact]
    public void Sources_OutsideTheFolder_MakeNoFault() => Assert.All(
        SourceTree.Files("src", "*.cs").Where(file => !file.StartsWith(Folder, StringComparison.Ordinal)),
        file => Assert.DoesNotMatch(@"\bnew Fault\(|\bFault \w+ = new\(|\bFault \w+ => new\(", SourceTree.ReadCode(file)));

    [Fact]
    public void Codes_OfAllTables_AreUnique() =>
        Assert.Empty(FaultTable.All.GroupBy(fault => fault.Code).Where(group => group.Count() > 1).Select(group => group.Key));

    [Fact]
    public void Faults_EachSayWhatIsWrongAndWhatToDoInBothLanguages() => Assert.All(FaultTable.All, fault =>
    {
        Assert.Matches("^LDG[0-9]{4}$", fault.Code);
        Assert.Matches("\\p{IsCJKUnifiedIdeographs}.*。$", fault.Title.Zh);
        Assert.Matches("^[A-Za-z_].*\\.$", fault.Title.En);
        Assert.Matches("\\p{IsCJKUnifiedIdeographs}.*。$", fault.Action.Zh);
        Assert.Matches("^[A-Z].*\\.$", fault.Action.En);
        Assert.True(fault.HttpStatus is null or (>= 400 and <= 599));
    });

    [Fact]
    public void Find_ACodeOfTheTable_IsItsFault() => Assert.All(FaultTable.All, fault => Assert.Same(fault, FaultTable.Find(fault.Code)));

    [Fact]
    public void Find_AnotherCode_IsNull() => Assert.Null(FaultTable.Find("LDG0000"));

    [GeneratedRegex(@"public static readonly Fault (?<name>\w+) =")]
    private static partial Regex Declared();

    [GeneratedRegex(@"ImmutableArray<Fault> All \{ get; \} =\s*\[(?<names>[^\]]*)\]")]
    private static partial Regex Listed();

    [GeneratedRegex(@"new\(""(?<code>LDG\d{4})""")]
    private static partial Regex Code();
}
