using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Parsing;
using Ledger.Files;
using Ledger.Inputs;

namespace Ledger.Cli;

/// <summary>
/// Describes what is wrong with a command line. Suggests what the caller probably meant. Stateless.
/// </summary>
internal static class CommandProblems
{
    private const int MostEdits = 2;
    private const int MostSuggestions = 3;
    private const int MaxShown = 80;

    /// <summary>Returns one sentence for each problem. Empty if the line can be run.</summary>
    public static IReadOnlyList<string> Find(ParseResult parsed)
    {
        if (parsed.Errors.Count > 0 && parsed.CommandResult.Command is { Subcommands.Count: > 0 } group)
        {
            return [parsed.UnmatchedTokens is [var unknown, ..] ? UnknownCommand(parsed, group, unknown) : Incomplete(parsed, group)];
        }

        return
        [
            .. parsed.Errors.Where(error => !parsed.UnmatchedTokens.Any(token => error.Message.Contains($"'{token}'", StringComparison.Ordinal)))
                .SelectMany(error => Describe(parsed, error)).Distinct(StringComparer.Ordinal),
            .. parsed.UnmatchedTokens.Concat(MistakenOptions(parsed)).Select(token => Unknown(parsed, token)),
        ];
    }

    // The library's own messages are English only and name .NET types, so the sentences are made from its parse results.
    private static List<string> Describe(ParseResult parsed, ParseError error) => error.SymbolResult switch
    {
        ArgumentResult { Parent: OptionResult option } => [DescribeOption(option)],
        OptionResult option => [DescribeOption(option)],
        ArgumentResult argument when argument.Tokens.Count < argument.Argument.Arity.MinimumNumberOfValues => [NeededArgument(parsed, argument.Argument)],
        ArgumentResult argument => [WrongValue(argument.Argument.Name, argument.Tokens, argument.Argument.ValueType, [])],
        _ when Missing(parsed).ToList() is { Count: > 0 } missing => missing,
        _ => [$"{error.Message} 命令行有误。"],
    };

    private static string DescribeOption(OptionResult result)
    {
        var (option, tokens) = (result.Option, result.Tokens);
        return result.IdentifierTokenCount == 0 ? Needed(option)
            : tokens.Count < option.Arity.MinimumNumberOfValues ? $"{option.Name} needs a value. {option.Name} 须有值。"
            : tokens.Count > option.Arity.MaximumNumberOfValues || (result.IdentifierTokenCount > 1 && option.Arity.MaximumNumberOfValues == 1)
                ? $"{option.Name} takes one value. {option.Name} 只能给一个值。"
            : WrongValue(option.Name, tokens, option.ValueType, [.. option.GetCompletions(CompletionContext.Empty).Select(one => one.Label)]);
    }

    private static string WrongValue(string name, IReadOnlyList<Token> tokens, Type type, IReadOnlyList<string> words)
    {
        var form = (Nullable.GetUnderlyingType(type) ?? type) switch
        {
            var number when number == typeof(int) || number == typeof(long) || number == typeof(ulong) || number == typeof(uint) || number == typeof(ushort) => OptionForms.WholeNumber,
            var number when number == typeof(double) || number == typeof(decimal) => OptionForms.Number,
            var flag when flag == typeof(bool) => OptionForms.Flag,
            _ => OptionForms.OneOf(words.Count > 0 ? words : [name]),
        };
        return $"{name} {OneLine.FromText(string.Join(' ', tokens.Select(token => token.Value)), MaxShown)}: {form.En}. {name} 应为{form.Zh}。";
    }

    private static IEnumerable<string> Missing(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        foreach (var argument in command.Arguments.Where(one => (parsed.GetResult(one)?.Tokens.Count ?? 0) < one.Arity.MinimumNumberOfValues))
        {
            yield return NeededArgument(parsed, argument);
        }

        foreach (var option in command.Options.Where(one => one.Required && parsed.GetResult(one) is not { Implicit: false }))
        {
            yield return Needed(option);
        }
    }

    private static string Needed(Option option) => $"{option.Name} is needed. 须给出 {option.Name}。";

    private static string NeededArgument(ParseResult parsed, Argument argument) =>
        $"{LineOf(parsed)} needs <{argument.Name}>: {argument.Description} {LineOf(parsed)} 须给出 <{argument.Name}>。";

    /// <summary>
    /// Finds unknown options among the arguments. Otherwise they would be read as file names. A file with such a name can be given as <c>./--name</c>.
    /// </summary>
    private static IEnumerable<string> MistakenOptions(ParseResult parsed) => parsed.CommandResult.Children
        .OfType<ArgumentResult>()
        .SelectMany(argument => argument.Tokens)
        .Select(token => token.Value)
        .Where(token => token is ['-', _, ..]);

    private static string UnknownCommand(ParseResult parsed, Command group, string token)
    {
        var nearest = Nearest(token, group.Subcommands.Select(command => command.Name));
        if (nearest.Count == 0)
        {
            // The last word of a longer command, such as "deploy" for "contracts deploy".
            nearest = [.. Leaves(parsed.RootCommandResult.Command, "").Where(path => path.Split(' ')[^1] == token).Take(MostSuggestions)];
        }

        var line = LineOf(parsed);
        return nearest.Count > 0
            ? $"Unknown command \"{token}\"; did you mean {Quoted(nearest)}? 没有命令 \"{token}\"，是否为 {Quoted(nearest)}？"
            : $"Unknown command \"{token}\"; {line} has {Names(group)}. 没有命令 \"{token}\"；{line} 的命令：{Names(group)}。";
    }

    private static string Incomplete(ParseResult parsed, Command group) =>
        $"{LineOf(parsed)} needs one of the commands {Names(group)}. {LineOf(parsed)} 之后须有命令：{Names(group)}。";

    private static string Unknown(ParseResult parsed, string token)
    {
        var nearest = token.StartsWith('-')
            ? Nearest(token, parsed.CommandResult.Command.Options.Where(option => !option.Hidden).SelectMany(option => (string[])[option.Name, .. option.Aliases]))
            : [];
        var (en, zh) = token.StartsWith('-') ? ($"Unrecognized option '{token}'", $"没有选项 '{token}'") : ($"Unexpected argument '{token}'", $"多余的参数 '{token}'");
        return nearest.Count > 0 ? $"{en}; did you mean {Quoted(nearest)}? {zh}，是否为 {Quoted(nearest)}？" : $"{en}. {zh}。";
    }

    private static string LineOf(ParseResult parsed)
    {
        var names = new Stack<string>();
        for (SymbolResult? at = parsed.CommandResult; at is CommandResult command && command.Parent is not null; at = at.Parent)
        {
            names.Push(command.Command.Name);
        }

        return string.Join(' ', names.Prepend("ledger"));
    }

    private static string Names(Command group) => string.Join(", ", group.Subcommands.Select(command => command.Name));

    private static string Quoted(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"\"{name}\""));

    private static IEnumerable<string> Leaves(Command command, string prefix) => command.Subcommands.SelectMany(sub =>
        sub.Subcommands.Count == 0 ? [prefix + sub.Name] : Leaves(sub, prefix + sub.Name + " "));

    private static List<string> Nearest(string token, IEnumerable<string> names) =>
    [
        .. names.Distinct(StringComparer.Ordinal)
            .Select(name => (Name: name, Edits: Edits(token.ToUpperInvariant(), name.ToUpperInvariant())))
            .Where(near => near.Edits <= Math.Min(MostEdits, near.Name.Length / 2) || (token.Length > 2 && near.Name.StartsWith(token, StringComparison.OrdinalIgnoreCase)))
            .OrderBy(near => near.Edits).Select(near => near.Name).Take(MostSuggestions),
    ];

    /// <summary>Counts the letters that are changed, added, left out or swapped with a neighbour (optimal string alignment distance).</summary>
    private static int Edits(string one, string other)
    {
        var rows = new int[one.Length + 1, other.Length + 1];
        for (var i = 0; i <= one.Length; i++)
        {
            for (var j = 0; j <= other.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    rows[i, j] = i + j;
                    continue;
                }

                var cost = one[i - 1] == other[j - 1] ? 0 : 1;
                rows[i, j] = Math.Min(Math.Min(rows[i - 1, j] + 1, rows[i, j - 1] + 1), rows[i - 1, j - 1] + cost);
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                {
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
                }
            }
        }

        return rows[one.Length, other.Length];
    }
}
