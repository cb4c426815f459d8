using System.Text.RegularExpressions;
using Ledger.Verify.Chain;
using Ledger.Verify.Tests.Parsers;
using Ledger.Verify.Verdicts;

namespace Ledger.Verify.Tests.Architecture;

/// <summary>The code and the tables in the README of Ledger.Verify match the code.</summary>
public sealed partial class ReadmeTests
{
    private static readonly string Readme = SourceTree.Read("src/Ledger.Verify/README.md");

    [Fact]
    public void Example_Printed_IsTheOneThatIsCompiled()
    {
        var printed = Lines(Readme.Split("```csharp")[1].Split("```")[0]).ToList();

        Assert.InRange(printed.Count, 5, 10);
        var compiled = Lines(SourceTree.Read("tests/Ledger.Verify.Tests/Architecture/ReadmeExample.cs"));
        Assert.Contains(string.Join('\n', printed), string.Join('\n', compiled), StringComparison.Ordinal);
    }

    [Fact]
    public void Example_GoodBundleAndASilentChain_PrintsEveryCheckAndIsNotValid()
    {
        var printed = new List<string>();

        var isValid = ReadmeExample.IsValid(Samples.Bundle, _ => ChainFacts.NotAsked("silent"), Samples.Options.AsOf, printed.Add);

        Assert.False(isValid);
        Assert.Equal(Enum.GetValues<CheckName>().Select(ReportWriter.NameOf), printed.Select(line => line.Split(' ')[0]));
        Assert.Contains(printed, line => line.StartsWith("anchored not-run LDG1004 ", StringComparison.Ordinal));
    }

    [Fact]
    public void Checks_Listed_AreComplete() => Assert.Equal(
        Enum.GetValues<CheckName>().Select(name => $"{(int)name + 1} {ReportWriter.NameOf(name)}"),
        CheckRow().Matches(Readme).Select(row => $"{row.Groups["number"].Value} {row.Groups["name"].Value}"));

    [Fact]
    public void Verdicts_Listed_AreAllFour() => Assert.Equal(
        Enum.GetValues<Verdict>().Select(verdict => ReportWriter.NameOf(verdict)).Order(),
        Lines(Readme.Split("## The verdict")[1].Split("## ")[0]).Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(1)
            .Select(line => line.Split('|')[1].Trim().Replace(' ', '-')).Order());

    [Fact]
    public void Folders_Listed_AreThoseThatExist() => Assert.Equal(
        SourceTree.Files("src/Ledger.Verify", "*.cs").Select(file => file.Split('/')[2]).Distinct().Order(),
        FolderRow().Matches(Readme.Split("## What it may reference")[0]).Select(row => row.Groups["name"].Value).Order());

    private static IEnumerable<string> Lines(string text) => text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0);

    [GeneratedRegex(@"^\| (?<number>\d+) \| `(?<name>[a-z-]+)` \|", RegexOptions.Multiline)]
    private static partial Regex CheckRow();

    [GeneratedRegex(@"^\| `(?<name>\w+)` \|", RegexOptions.Multiline)]
    private static partial Regex FolderRow();
}
