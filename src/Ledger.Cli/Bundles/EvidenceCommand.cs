using System.Collections.Immutable;
using System.CommandLine;
using Ledger.Cli.Chain;
using Ledger.Cli.Migrations;
using Ledger.Cli.Nodes;
using Ledger.Cli.Options;
using Ledger.Cli.Output;
using Ledger.Ethereum.Anchoring;
using Ledger.Faults;
using Ledger.Files;
using Ledger.Inputs;
using Ledger.Proving;
using Ledger.Verify.Chain;
using Ledger.Verify.Evidence;
using Ledger.Verify.EvidenceFiles;
using Ledger.Verify.Migrations;
using Ledger.Verify.Verdicts;

namespace Ledger.Cli.Bundles;

/// <summary><c>ledger evidence</c>: a record with everything that lasts, in one file.</summary>
internal static class EvidenceCommand
{
    private const int Readings = 5;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    public static Command Create(Terminal terminal)
    {
        var id = new Argument<string>("id") { Description = "The record id. 记录编号。" };
        var node = RepeatedOptions.Node();
        var department = new Option<string?>("--department") { Description = "Which department; without it every one there is a token for is asked. 部门。" };
        var token = new Option<string?>("--token") { Description = "A token of the department. 令牌。" };
        var tokens = new Option<string?>("--tokens") { Description = "File with tokens. 令牌文件。" };
        var output = new Option<string?>("--out") { Description = "The file to write; <id>.evidence.zip if not given. 存证文件。" };
        var migrations = RepeatedOptions.Migrations();
        var chain = new TrustedChain(terminal);
        var lang = ReaderLanguages.Option();
        var json = RepeatedOptions.Json();
        var command = new Command("evidence", "Write everything about a record that lasts into one file. 出具记录存证。")
        {
            id, node, department, token, tokens, output, migrations, lang, json,
        };
        chain.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var record = parsed.GetValue(id)!; // Required.
            var language = ReaderLanguages.Parse(parsed.GetValue(lang));
            var file = parsed.GetValue(output) ?? record + ".evidence.zip";
            var access = await NodeTokens.ReadAsync(terminal, parsed.GetValue(tokens), parsed.GetValue(token), cancellationToken);
            using var client = new NodeClient(InputValues.Address(parsed.GetValue(node)!, "--node")); // Has a default.
            using var known = await chain.OpenAsync(parsed, cancellationToken);
            using var records = await MigrationSource.OpenAsync(terminal, parsed.GetValue(migrations) ?? [], cancellationToken);
            var (bundle, path, with) = await access.FindAsync(
                parsed.GetValue(department), ["issuer", "auditor", "verifier"], async (where, token) =>
                {
                    var address = $"v1/departments/{where}/records/{Uri.EscapeDataString(record)}";
                    return (await client.GetBytesAsync(address + "/bundle", token, cancellationToken), address, token);
                });
            var evidence = await GatherAsync(client, known, records, bundle, cancellationToken);
            if (!evidence.Facts.Statuses.Value.IsEmpty)
            {
                evidence = evidence with { Reasons = StatusReasonsText.FromHistory(await client.GetAsync(path + "/history", with, cancellationToken)) };
            }

            var validators = await GenesisInput.FindValidatorsAsync(terminal.Inputs, parsed.GetValue(chain.Genesis), cancellationToken);
            var report = EvidenceCheck.Run(evidence, new ExpectedBlock(evidence.Facts.Source.Value.Latest.Hash, validators), asOf: null); // As the chain just gave it.
            var exitCode = report.Verdict switch
            {
                Verdict.NotGenuine => ExitCode.No,
                Verdict.CouldNotBeChecked => ExitCode.CouldNotRun, // A file of it would be evidence of nothing.
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

    private static async Task<RecordEvidence> GatherAsync(
        NodeClient client, EthereumAnchorChain chain, MigrationSource records, byte[] bundle, CancellationToken cancellationToken)
    {
        if (RecordVerifier.Open(bundle).Questions is not { } questions)
        {
            throw new CouldNotRunException(RunFaults.AnswerUnreadable, "bundle");
        }

        if (questions.AnchoredSize is null)
        {
            throw new CouldNotRunException(RunFaults.NotAnchoredYet, "");
        }

        var (facts, state, migrations) = await ReadAsync(chain, records, questions, cancellationToken);
        var path = Uri.TryCreate(questions.RecordType, UriKind.Absolute, out var vct)
            ? vct.AbsolutePath.TrimStart('/')
            : throw new CouldNotRunException(RunFaults.AnswerUnreadable, "vct");
        var type = await client.GetBytesAsync(path, null, cancellationToken);
        return new RecordEvidence([.. bundle], [.. type], facts, state, migrations);
    }

    // An endpoint that has gone on to the next block may have no proof of this one any more.
    private static async Task<(ChainFacts Facts, StateEvidence? State, ImmutableArray<MigrationFile> Migrations)> ReadAsync(
        EthereumAnchorChain chain, MigrationSource records, BundleQuestions questions, CancellationToken cancellationToken)
    {
        for (var reading = 1; ; reading++)
        {
            var (facts, files) = await records.AskAsync(chain, questions, cancellationToken);
            if (Problem(facts, questions) is { } problem)
            {
                throw new CouldNotRunException(RunFaults.Unreachable, problem);
            }

            ImmutableArray<MigrationFile> about = questions.AnchoredElsewhere(facts.Source.Value) is { } place
                ? [.. files.Where(file => file.Record.Find(place) is not null)]
                : [];
            var state = await chain.ReadEvidenceAsync(
                facts.Source.Value, questions with { MigratedSizes = [.. about.Select(file => file.Checkpoint.Size)] },
                [.. about.Select(file => file.Record.Hash)], cancellationToken);
            if (state is not null || reading == Readings)
            {
                return (facts, state, about);
            }

            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }
    }

    private static string? Problem(ChainFacts facts, BundleQuestions questions)
    {
        string[] asked =
        [
            facts.Source.Problem, facts.Department.Problem, facts.LogKeys.Problem, facts.RecordKey.Problem, facts.RecordType.Problem,
            facts.Authority.Problem, facts.RootAtSize.Problem, facts.Anchor.Problem, facts.Statuses.Problem,
        ];
        var isElsewhere = facts.Source.IsKnown && questions.AnchoredElsewhere(facts.Source.Value) is not null;
        return (isElsewhere ? [.. asked, facts.Migrations.Problem, facts.MigratedAnchors.Problem] : asked).FirstOrDefault(problem => problem.Length > 0);
    }

    private static void Write(string path, byte[] file)
    {
        try
        {
            DurableFiles.Replace(path, file);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new CouldNotRunException(RunFaults.FileUnwritable, path, problem);
        }
    }
}
