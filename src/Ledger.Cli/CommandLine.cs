using System.CommandLine;
using Ledger.Cli.Audits;
using Ledger.Cli.Backups;
using Ledger.Cli.Bench;
using Ledger.Cli.Bundles;
using Ledger.Cli.Chain;
using Ledger.Cli.Council;
using Ledger.Cli.Departments;
using Ledger.Cli.Erasures;
using Ledger.Cli.Logs;
using Ledger.Cli.Migrations;
using Ledger.Cli.Output;
using Ledger.Cli.Proofs;
using Ledger.Cli.Records;
using Ledger.Cli.Samples;
using Ledger.Cli.Subjects;
using Ledger.Cli.Tokens;
using Ledger.Verify.Faults;

namespace Ledger.Cli;

/// <summary>The <c>ledger</c> command.</summary>
public static class CommandLine
{
    /// <summary>Runs one command line.</summary>
    /// <returns>The exit code: 0 yes, 1 no, 2 could not be run.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, Terminal terminal, CancellationToken cancellationToken)
    {
        var parsed = Create(terminal).Parse(args);
        var problems = CommandProblems.Find(parsed);
        if (problems.Count > 0 && parsed.Action is not { Terminating: true, ClearsParseErrors: true })
        {
            terminal.WriteProblem(new FaultException(RunFaults.CommandUnknown, string.Join(' ', problems)));
            return ExitCode.CouldNotRun;
        }

        try
        {
            return await parsed.InvokeAsync(
                new InvocationConfiguration { Output = terminal.Out, Error = terminal.Error, EnableDefaultExceptionHandler = false }, cancellationToken);
        }
        catch (FaultException problem)
        {
            terminal.WriteProblem(problem);
            return ExitCode.CouldNotRun;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // The disk is full, the reader of the pipe has closed it, or standard output is closed.
            terminal.WriteProblem(new FaultException(RunFaults.FileUnwritable, (problem.InnerException as IOException ?? problem).Message, problem));
            return ExitCode.CouldNotRun;
        }
        catch (OperationCanceledException)
        {
            terminal.WriteError("Stopped. 已停止。");
            return ExitCode.CouldNotRun;
        }
    }

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
            SubjectCommand.Create(terminal),
            ErasureCommand.Create(terminal),
            new Command("tokens", "Access tokens. 访问令牌。")
            {
                TokensCreateCommand.Create(terminal), TokensListCommand.Create(terminal), TokensWithdrawCommand.Create(terminal), TokensReviewCommand.Create(terminal),
            },
            new Command("contracts", "Contracts. 合约。") { ContractsDeployCommand.Create(terminal) },
            CouncilCommand.Create(terminal),
            DepartmentCommand.Create(terminal),
            new Command("chain", "The chain that the departments run. 联盟链。")
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
