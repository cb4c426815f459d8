using System.Buffers;
using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Ledger.Cli.Output;
using Ledger.Cli.RecordEvidence;
using Ledger.Ethereum;
using Ledger.Ethereum.Proofs;
using Ledger.Files;
using Ledger.Verify.Chain;
using Ledger.Verify.Trees;
using Ledger.Verify.Verdicts;

namespace Ledger.Cli.Commands;

/// <summary><c>ledger evidence</c>: a record with everything that lasts, in one file; and the check of such a file.</summary>
internal static class EvidenceCommand
{
    private const int MaxFile = 16 * 1024 * 1024;
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
        var chain = new TrustedChain();
        var json = RepeatedOptions.Json();
        var command = new Command("evidence", "Write everything about a record that lasts into one file. 出具记录存证。")
        {
            id, node, department, token, tokens, output, json, Check(terminal),
        };
        chain.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var record = parsed.GetValue(id)!; // Required.
            var path = parsed.GetValue(output) ?? record + ".evidence.zip";
            var access = await NodeTokens.ReadAsync(terminal, parsed.GetValue(tokens), parsed.GetValue(token), cancellationToken);
            using var client = new NodeClient(Given.Address(parsed.GetValue(node)!, "--node")); // Has a default.
            using var known = chain.Open(parsed);
            var bundle = await access.FindAsync(
                parsed.GetValue(department), ["issuer", "verifier", "auditor"],
                (where, with) => client.GetBytesAsync($"v1/departments/{where}/records/{Uri.EscapeDataString(record)}/bundle", with, cancellationToken));
            var evidence = await GatherAsync(client, known, bundle, cancellationToken);
            var report = EvidenceCheck.Run(evidence, null);
            if (report.Report.Verdict is not Verdict.NotGenuine)
            {
                Write(path, EvidenceArchive.Write(evidence));
            }

            Tell(terminal, report, path, parsed.GetValue(json));
            return report.Report.Verdict is Verdict.NotGenuine ? ExitCode.No : ExitCode.Yes;
        });
        return command;
    }

    private static Command Check(Terminal terminal)
    {
        var file = new Argument<string>("file") { Description = "The evidence. 存证文件。" };
        var hash = new Option<string?>("--block-hash") { Description = "Hash of the block as you had it from somebody you trust. 可信的区块哈希。" };
        var json = RepeatedOptions.Json();
        var command = new Command("check", "Check evidence without any network. 离线核验存证。") { file, hash, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var path = parsed.GetValue(file)!; // Required.
            var evidence = EvidenceArchive.Read(path, await Given.ReadAsync(terminal, path, MaxFile, cancellationToken));
            var report = EvidenceCheck.Run(evidence, HashOf(parsed.GetValue(hash)));
            Tell(terminal, report, path, parsed.GetValue(json));
            return report.ExitCode;
        });
        return command;
    }

    private static async Task<Evidence> GatherAsync(NodeClient client, EthereumAnchorChain chain, byte[] bundle, CancellationToken cancellationToken)
    {
        if (RecordVerifier.Open(bundle).Questions is not { } questions)
        {
            throw new CliException(CliFaults.AnswerUnreadable, "bundle");
        }

        if (questions.AnchoredSize is not { } size)
        {
            throw new CliException(CliFaults.NotAnchoredYet, "");
        }

        var (facts, state) = await ReadAsync(chain, questions, size, cancellationToken);
        var type = await client.GetBytesAsync(
            Uri.TryCreate(questions.RecordType, UriKind.Absolute, out var vct) ? vct.AbsolutePath.TrimStart('/') : throw new CliException(CliFaults.AnswerUnreadable, "vct"),
            null, cancellationToken);
        return new Evidence([.. bundle], [.. type], facts, state);
    }

    // An endpoint that has gone on to the next block may have no proof of this one any more.
    private static async Task<(ChainFacts Facts, StateEvidence? State)> ReadAsync(
        EthereumAnchorChain chain, BundleQuestions questions, long size, CancellationToken cancellationToken)
    {
        for (var reading = 1; ; reading++)
        {
            var facts = await chain.ReadFactsAsync(questions, cancellationToken);
            if (Problem(facts) is { } problem)
            {
                throw new CliException(CliFaults.Unreachable, problem);
            }

            var state = await chain.ReadEvidenceAsync(facts.Source.Value, questions.Origin, questions.RecordId, size, cancellationToken);
            if (state is not null || reading == Readings)
            {
                return (facts, state);
            }

            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }
    }

    private static string? Problem(ChainFacts facts) => new[]
    {
        facts.Source.Problem, facts.Department.Problem, facts.LogKeys.Problem, facts.RecordKey.Problem, facts.RecordType.Problem,
        facts.Authority.Problem, facts.RootAtSize.Problem, facts.Anchor.Problem, facts.Statuses.Problem,
    }.FirstOrDefault(problem => problem.Length > 0);

    private static Digest? HashOf(string? text)
    {
        Span<byte> bytes = stackalloc byte[Digest.Length];
        return text is null ? null
            : text.StartsWith("0x", StringComparison.Ordinal) && text.Length == 2 + (2 * Digest.Length)
                && Convert.FromHexString(text.AsSpan(2), bytes, out _, out _) is OperationStatus.Done && Digest.TryRead(bytes, out var hash)
            ? hash
            : throw new CliException(CliFaults.OptionWrong, "--block-hash");
    }

    private static void Write(string path, byte[] file)
    {
        try
        {
            DurableFiles.Replace(path, file);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new CliException(CliFaults.FileUnwritable, path, problem);
        }
    }

    private static void Tell(Terminal terminal, EvidenceReport report, string path, bool json)
    {
        var block = string.Create(CultureInfo.InvariantCulture, $"{report.Block.Number} {report.Block.Hash.ToHex()}");
        if (json)
        {
            terminal.Out.WriteLine(new JsonObject
            {
                ["file"] = path,
                ["verdict"] = ReportWriter.NameOf(report.Report.Verdict),
                ["block"] = report.Block.Number,
                ["blockHash"] = report.Block.Hash.ToHex(),
                ["findings"] = new JsonArray([.. report.Findings.Select(finding => (JsonNode)new JsonObject
                {
                    ["name"] = finding.Name, ["passed"] = finding.Passed, ["zh"] = finding.Text.Zh, ["en"] = finding.Text.En,
                })]),
                ["report"] = JsonNode.Parse(ReportWriter.ToUtf8(report.Report)),
            }.ToJsonString(JsonText.Options));
            return;
        }

        ReportText.Write(terminal.Out, report.Report);
        terminal.Out.WriteLine();
        foreach (var finding in report.Findings)
        {
            var sign = finding.Passed switch { true => "✓", false => "✗", null => "?" };
            terminal.Out.WriteLine($"  {sign} {finding.Name,-18} {finding.Text.En} {finding.Text.Zh}");
        }

        terminal.Out.WriteLine($"  as of block 区块 {block}");
        terminal.Out.WriteLine($"  {path}");
    }
}
