using System.CommandLine;
using System.CommandLine.Parsing;
using Ledger.Cli.Bench;
using Ledger.Cli.Commands;
using Ledger.Cli.Output;

namespace Ledger.Cli;

/// <summary>The <c>ledger</c> command.</summary>
public static class CommandLine
{
    /// <summary>Runs one command line.</summary>
    /// <returns>0 yes, 1 no, 2 could not be run.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, Terminal terminal, CancellationToken cancellationToken)
    {
        var parsed = Create(terminal).Parse(args);
        var problems = parsed.Errors.Select(error => error.Message).Concat(MistakenOptions(parsed)).ToList();
        if (problems.Count > 0 && parsed.Action is not { Terminating: true, ClearsParseErrors: true })
        {
            terminal.Tell(new CliException(CliFaults.CommandUnknown, string.Join(' ', problems)));
            return ExitCode.CouldNotRun;
        }

        try
        {
            return await parsed.InvokeAsync(
                new InvocationConfiguration { Output = terminal.Out, Error = terminal.Error, EnableDefaultExceptionHandler = false }, cancellationToken);
        }
        catch (CliException problem)
        {
            terminal.Tell(problem);
            return ExitCode.CouldNotRun;
        }
        catch (IOException problem)
        {
            // A disk that is full, or a pipe whose reader has gone.
            terminal.Tell(new CliException(CliFaults.FileUnwritable, problem.Message, problem));
            return ExitCode.CouldNotRun;
        }
        catch (OperationCanceledException)
        {
            terminal.Error.WriteLine("Stopped. 已停止。");
            return ExitCode.CouldNotRun;
        }
    }

    /// <summary>An option nobody knows is otherwise taken for a file to read; a file of such a name can be given as <c>./--name</c>.</summary>
    internal static IEnumerable<string> MistakenOptions(ParseResult parsed) => parsed.CommandResult.Children
        .OfType<ArgumentResult>()
        .SelectMany(argument => argument.Tokens)
        .Where(token => token.Value is ['-', _, ..])
        .Select(token => $"Unrecognized option '{token.Value}'.");

    internal static RootCommand Create(Terminal terminal) =>
        new("Verify records, audit logs, and work with a Ledger node. Exit codes: 0 yes, 1 no, 2 could not be run. 核验记录、审计日志、操作节点。")
        {
            VerifyCommand.Create(terminal),
            new Command("record", "Sealed records. 封签记录。") { RecordCheckCommand.Create(terminal) },
            new Command("proof", "Proofs of inclusion. 收录证明。") { ProofCheckCommand.Create(terminal), ProofVectorsCommand.Create(terminal) },
            new Command("log", "Logs. 日志。") { LogCheckCommand.Create(terminal), LogCompareCommand.Create(terminal) },
            ImportCommand.Create(terminal),
            AuditCommand.Create(terminal),
            EvidenceCommand.Create(terminal),
            HistoryCommand.Create(terminal),
            new Command("tokens", "Access tokens. 访问令牌。") 
            {
                TokensCreateCommand.Create(terminal), TokensListCommand.Create(terminal), TokensWithdrawCommand.Create(terminal), TokensReviewCommand.Create(terminal),
            },
            new Command("contracts", "Contracts. 合约。") { ContractsDeployCommand.Create(terminal) },
            CouncilCommand.Create(terminal),
            DepartmentCommand.Create(terminal),
            new Command("chain", "The chain the departments run. 联盟链。")
            {
                ChainGenesisCommand.Create(terminal),
                ChainHashCommand.Create(terminal),
                ChainKeyCommand.Create(terminal),
                ChainNetworkCommand.Create(terminal),
                ChainMigrateCommand.Create(terminal),
                ChainCheckMigrationCommand.Create(terminal),
            },
            BackupCommand.Create(terminal),
            RestoreCommand.Create(terminal),
            RebuildCommand.Create(terminal),
            SampleCommand.Create(terminal),
            BenchCommand.Create(terminal),
        };
}
