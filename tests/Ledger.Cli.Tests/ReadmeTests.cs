using System.CommandLine.Parsing;
using System.Reflection;
using Ledger.Cli.Output;
using Ledger.Faults;

namespace Ledger.Cli.Tests;

/// <summary>The README shows every command as it can be run, and every code.</summary>
public sealed class ReadmeTests
{
    private static readonly string[] Lines = File.ReadAllLines(Repository.PathOf("src", "Ledger.Cli", "README.md"));

    public static TheoryData<string> Examples => [.. Lines.Where(line => line.StartsWith("    ledger ", StringComparison.Ordinal)).Select(line => line.Trim())];

    [Theory]
    [MemberData(nameof(Examples))]
    public void Example_OfTheReadme_IsUnderstood(string example)
    {
        var terminal = new Terminal(TextWriter.Null, TextWriter.Null, () => Stream.Null, () => Stream.Null, isInteractive: false);

        var parsed = CommandLine.Create(terminal).Parse([.. CommandLineParser.SplitCommandLine(example).Skip(1)]);

        Assert.Empty(parsed.Errors);
        Assert.Empty(CommandProblems.Find(parsed));
    }

    [Fact]
    public void Examples_OfTheReadme_CoverEveryCommand() =>
        Assert.All(HelpTests.Commands, row => Assert.Contains(Examples, example => example.Data.StartsWith($"ledger {row.Data} ", StringComparison.Ordinal)));

    [Fact]
    public void Codes_OfTheReadme_AreThoseOfTheTable()
    {
        var codes = new[] { typeof(CliFaults), typeof(RunFaults), typeof(GovernanceFaults) }
            .SelectMany(table => table.GetFields(BindingFlags.Public | BindingFlags.Static))
            .Select(field => ((Fault)field.GetValue(null)!).Code).Order(StringComparer.Ordinal); // All of them are static and set.

        Assert.Equal(codes, Lines.Where(line => line.StartsWith("| LDG8", StringComparison.Ordinal) || line.StartsWith("| LDG477", StringComparison.Ordinal)).Select(line => line[2..9]).Order(StringComparer.Ordinal));
    }
}
