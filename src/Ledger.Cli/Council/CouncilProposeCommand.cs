using System.CommandLine;
using Ledger.Cli.Output;
using Ledger.Ethereum.Council;
using Ledger.Ethereum.Registry;
using Ledger.Ethereum.Transactions;
using Ledger.Inputs;
using Ledger.Verify.Faults;

namespace Ledger.Cli.Council;

/// <summary><c>ledger council propose …</c>: one command for each kind of decision, and one for a file of several.</summary>
internal static class CouncilProposeCommand
{
    private const int MaxCalls = 50;

    public static Command Create(Terminal terminal)
    {
        var command = new Command("propose", "Propose a decision. The proposal counts as the proposer's approval. 提出提案，提案人即批准。");
        foreach (var action in CouncilActions.All)
        {
            command.Add(CreateAction(terminal, action, action.Name, $"{action.What.En} {action.What.Zh}"));
        }

        command.Add(CreateFile(terminal));
        return command;
    }

    /// <summary>Creates the command that proposes one kind of action.</summary>
    public static Command CreateAction(Terminal terminal, CouncilAction action, string name, string description)
    {
        var command = new Command(name, description);
        var options = action.Parts.Select(part => (Part: part, Option: new Option<string[]>("--" + part.Name)
        {
            Description = $"{part.What.En} {part.What.Zh}",
            Required = part.IsRequired,
            Arity = ArgumentArity.OneOrMore, // A surplus value is refused when the value is read.
            AllowMultipleArgumentsPerToken = part.IsList,
        })).ToList();
        options.ForEach(one => command.Add(one.Option));
        AddProposing(terminal, command, async (parsed, cancellationToken) => [.. await action.BuildAsync(
            new ActionValues(terminal.Inputs, options
                .Where(one => parsed.GetValue(one.Option) is { Length: > 0 })
                .ToDictionary(one => one.Part.Name, one => (IReadOnlyList<string>)parsed.GetValue(one.Option)!)), // Not null: filtered above.
            cancellationToken)]);
        return command;
    }

    private static Command CreateFile(Terminal terminal)
    {
        var file = new Argument<string>("actions")
        {
            Description = "JSON list such as [{\"action\":\"suspend\",\"origin\":\"…\"},{\"action\":\"threshold\",\"threshold\":3}]. 动作列表。",
        };
        var command = new Command("file", "Several actions in one proposal, all or none, in their order. 一项提案中的多个动作，全部执行或全不执行。") { file };
        AddProposing(terminal, command, (parsed, cancellationToken) => ActionsFile.ReadAsync(terminal.Inputs, parsed.GetValue(file)!, cancellationToken)); // Required.
        return command;
    }

    private static void AddProposing(
        Terminal terminal, Command command, Func<ParseResult, CancellationToken, Task<IReadOnlyList<CouncilCall>>> buildAsync)
    {
        var chain = new GovernedChain();
        var key = CouncilCommand.KeyFile();
        var reason = new Option<string>("--reason") { Description = "The reason, for the other members. It is public. 理由，公开可见。", DefaultValueFactory = _ => "" };
        command.Add(key);
        command.Add(reason);
        chain.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var calls = await buildAsync(parsed, cancellationToken);
            if (calls.Count is 0 or > MaxCalls)
            {
                throw OptionProblems.ActionCount(calls.Count, MaxCalls);
            }

            var member = await AccountKeyFile.ReadAsync(terminal.Inputs, parsed.GetValue(key)!, terminal.Error.WriteLine, cancellationToken); // Required.
            using var opened = await chain.OpenAsync(parsed, cancellationToken);
            var client = new CouncilClient(opened, TimeProvider.System);
            var council = await ChainProblems.ExplainAsync(async () => await client.ReadStateAsync(cancellationToken));
            VoteRules.EnsureMember(council, member);
            if (CouncilOutcome.FindProblem(council, calls) is { } problem)
            {
                throw new FaultException(GovernanceFaults.CouncilImpossible, $"{problem.Zh} {problem.En}");
            }

            var (id, _) = await CouncilCommand.SendAsync(
                terminal, async () => await client.ProposeAsync(member, calls, parsed.GetValue(reason)!, cancellationToken)); // It has a default.
            await CouncilCommand.WriteAsync(terminal, client, id, parsed.GetValue(chain.Json), cancellationToken);
            return ExitCode.Yes;
        });
    }
}
