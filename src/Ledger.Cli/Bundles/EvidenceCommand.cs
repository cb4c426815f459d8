using System.CommandLine;
using Ledger.Cli.Chain;
using Ledger.Cli.Options;
using Ledger.Cli.Output;
using Ledger.Files;
using Ledger.Inputs;
using Ledger.Migrating;
using Ledger.Nodes;
using Ledger.Proving;
using Ledger.UseCases;
using Ledger.Verify.EvidenceFiles;
using Ledger.Verify.Faults;
using Ledger.Verify.Verdicts;

namespace Ledger.Cli.Bundles;

/// <summary><c>ledger evidence</c>: writes a record and everything that proves it to one file, which needs no node or chain later.</summary>
internal static class EvidenceCommand
{
    public static Command Create(Terminal terminal)
    {
        var id = new Argument<string>("id") { Description = "The record id. 记录编号。" };
        var node = RepeatedOptions.Node();
        var department = new Option<string?>("--department") { Description = "The department. Default: all departments for which there is a token. 部门。" };
        var token = new Option<string?>("--token") { Description = "A token of the department. 令牌。" };
        var tokens = new Option<string?>("--tokens") { Description = "File with tokens. 令牌文件。" };
        var purpose = new Option<string?>("--purpose")
        {
            Description = "Why the claims are needed, a code of GET /v1/purposes; the resident sees it. Default: evidence without claims. 用途。",
        };
        var output = new Option<string?>("--out") { Description = "The file to write; <id>.evidence.zip if not given. 存证文件。" };
        var migrations = RepeatedOptions.Migrations();
        var chain = new TrustedChain(terminal);
        var lang = ReaderLanguages.Option();
        var json = RepeatedOptions.Json();
        var command = new Command("evidence", "Write lasting evidence of a record to one file. 出具记录存证。")
        {
            id, node, department, token, tokens, purpose, output, migrations, lang, json,
        };
        chain.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var record = parsed.GetValue(id)!; // Required.
            var language = ReaderLanguages.Parse(parsed.GetValue(lang));
            var file = parsed.GetValue(output) ?? record + ".evidence.zip";
            var access = await NodeTokens.ReadAsync(terminal.Inputs, parsed.GetValue(tokens), parsed.GetValue(token), cancellationToken);
            var client = Adapters.Nodes.Connect(InputValues.Address(parsed.GetValue(node)!, "--node")); // Has a default.
            using var known = await chain.OpenAsync(parsed, cancellationToken);
            var records = new MigrationQuestions(
                await Adapters.Nodes.ReadMigrationsAsync(terminal.Inputs, parsed.GetValue(migrations) ?? [], cancellationToken), Adapters.Nodes.FindMigrations());
            var evidence = await new GatherEvidence(client.ReadRecords(access), known, records, TimeProvider.System)
                .ExecuteAsync(record, parsed.GetValue(department), parsed.GetValue(purpose), cancellationToken);
            var validators = await GenesisInput.FindValidatorsAsync(terminal.Inputs, parsed.GetValue(chain.Genesis), cancellationToken);
            var report = EvidenceCheck.Run(evidence, new ExpectedBlock(evidence.Facts.Source.Value.Latest.Hash, validators), asOf: null); // The block that the chain has just returned.
            var exitCode = report.Verdict switch
            {
                Verdict.NotGenuine => ExitCode.No,
                Verdict.CouldNotBeChecked => ExitCode.CouldNotRun, // Such a file would prove nothing, so none is written.
                _ => ExitCode.Yes,
            };
            if (exitCode == ExitCode.Yes)
            {
                Write(file, EvidenceInput.Pack(evidence));
            }

            EvidenceText.Write(terminal.Out, report, exitCode == ExitCode.Yes ? file : null, parsed.GetValue(json), language);
            return exitCode;
        });
        return command;
    }

    private static void Write(string path, byte[] file)
    {
        try
        {
            DurableFiles.Replace(path, file);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new FaultException(RunFaults.FileUnwritable, path, problem);
        }
    }
}
