using System.CommandLine.Parsing;
using Ledger.Cli.Output;
using Ledger.Verify.Faults;

namespace Ledger.Cli.Tests;

/// <summary>The README has a valid example of every command, and every code.</summary>
public sealed class ReadmeTests
{
    private static readonly string[] Lines = File.ReadAllLines(Repository.PathOf("src", "Ledger.Cli", "README.md"));

    public static TheoryData<string> Examples => [.. Lines.Where(line => line.StartsWith("    ledger ", StringComparison.Ordinal)).Select(line => line.Trim())];

    [Theory]
    [MemberData(nameof(Examples))]
    public void Example_InTheReadme_CanBeParsed(string example)
    {
        var terminal = new Terminal(TextWriter.Null, TextWriter.Null, () => Stream.Null, () => Stream.Null, isInteractive: false);

        var parsed = CommandLine.Create(terminal).Parse([.. CommandLineParser.SplitCommandLine(example).Skip(1)]);

        Assert.Empty(parsed.Errors);
        Assert.Empty(CommandProblems.Find(parsed));
    }

    [Fact]
    public void Examples_InTheReadme_CoverEveryCommand() =>
        Assert.All(HelpTests.Commands, row => Assert.Contains(Examples, example => example.Data.StartsWith($"ledger {row.Data} ", StringComparison.Ordinal)));

    [Fact]
    public void Codes_InTheReadme_MatchTheTable()
    {
        var codes = FaultTable.Commands.Select(fault => fault.Code);

        Assert.Equal(codes, Lines.Where(line => line.StartsWith("| LDG8", StringComparison.Ordinal) || line.StartsWith("| LDG477", StringComparison.Ordinal)).Select(line => line[2..9]).Order(StringComparer.Ordinal));
    }
}
