using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using Ledger.Cli;
using Ledger.Cli.Output;

namespace Ledger.NodeConfig.Tests;

/// <summary>The RUNBOOK can be followed: its links lead somewhere, and its commands exist.</summary>
internal static partial class RunbookRules
{
    private static readonly string[] Entries =
    [
        "Add a validator", "Remove a validator", "Lose one validator", "Stall", "Restore", "Upgrade", "Validator key compromised", "Disk full", "Clock drift", "Chain retired",
    ];

    public static IEnumerable<string> Runbook(ConfigFolder folder)
    {
        var text = folder.Read($"{Consortium.Folder}/RUNBOOK.md");
        var sections = Heading().Split(text).Skip(1).Select(section => section.Split('\n', 2)).ToDictionary(parts => parts[0].Trim(), parts => parts[1], StringComparer.Ordinal);
        foreach (var entry in Entries.Where(entry => !sections.Keys.Any(heading => heading.StartsWith(entry + " ", StringComparison.Ordinal))))
        {
            yield return $"There is no entry {entry}.";
        }

        foreach (var (heading, body) in sections)
        {
            if (!Chinese().IsMatch(heading) || !Chinese().IsMatch(body))
            {
                yield return $"{heading}: nothing in Chinese.";
            }

            if (!body.Contains("You should see", StringComparison.Ordinal))
            {
                yield return $"{heading}: it does not say what the reader should see after success.";
            }
        }

        foreach (Match sent in Sent().Matches(folder.Read("prometheus/chain-rules.yml")))
        {
            if (!sections.Keys.Any(heading => heading.StartsWith(sent.Groups[1].Value + " ", StringComparison.Ordinal)))
            {
                yield return $"An alarm names the entry {sent.Groups[1].Value}, which does not exist.";
            }
        }

        foreach (Match method in Method().Matches(text))
        {
            if (method.Groups[1].Value is not ("eth" or "net" or "web3" or "qbft"))
            {
                yield return $"{method.Value} is a method of an API that is not enabled.";
            }
        }
    }

    /// <summary>Every line of a document that uses one of our commands is accepted by that command.</summary>
    public static IEnumerable<string> Commands(ConfigFolder folder)
    {
        var terminal = new Terminal(TextWriter.Null, TextWriter.Null, () => Stream.Null, () => Stream.Null, isInteractive: false);
        foreach (var file in folder.FilesOf(".md"))
        {
            foreach (var line in folder.Read(file).Split('\n').Where(line => line.StartsWith("    ", StringComparison.Ordinal) && line.TrimStart().StartsWith("ledger ", StringComparison.Ordinal)))
            {
                var parsed = CommandLine.Create(terminal).Parse([.. CommandLineParser.SplitCommandLine(line.Trim()).Skip(1)]);
                if (CommandProblems.Find(parsed).Count > 0)
                {
                    yield return $"{file}: the command does not accept {line.Trim()}";
                }
            }
        }
    }

    [GeneratedRegex("^## ", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex("RUNBOOK, ([A-Z][a-z ]+)", RegexOptions.CultureInvariant)]
    private static partial Regex Sent();

    [GeneratedRegex("\\b([a-z0-9]+)_[a-z]+[A-Z][A-Za-z]*", RegexOptions.CultureInvariant)]
    private static partial Regex Method();

    [GeneratedRegex("[一-鿿]", RegexOptions.CultureInvariant)]
    private static partial Regex Chinese();
}
