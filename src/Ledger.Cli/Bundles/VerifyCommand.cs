using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using Ledger.Cli.Chain;
using Ledger.Cli.Options;
using Ledger.Cli.Output;
using Ledger.Inputs;
using Ledger.Migrating;
using Ledger.UseCases;
using Ledger.Verify.EvidenceFiles;
using Ledger.Verify.Trees;
using Ledger.Verify.Verdicts;

namespace Ledger.Cli.Bundles;

/// <summary><c>ledger verify</c>: verifies bundles with a chain or with pinned keys, and evidence without either.</summary>
internal static class VerifyCommand
{
    public static Command Create(Terminal terminal)
    {
        var files = new Argument<string[]>("file") { Description = "Bundles or evidence; - is standard input. 凭证包或存证文件。", Arity = ArgumentArity.OneOrMore };
        var chain = new TrustedChain(terminal);
        var agree = new Option<int>("--agree")
        {
            Description = "How many of the --rpc endpoints must give the same answer. If they differ, the answer is unknown. 须一致的链节点数。",
            DefaultValueFactory = _ => 1,
        };
        var asOf = new Option<string?>("--as-of") { Description = "The time to verify for: UTC, such as 2026-01-31T00:00:00Z, not in the future. Default: now. 查询时间（UTC），不得晚于现在。" };
        var offline = new Option<bool>("--offline") { Description = "Verify without a chain. Needs --vkey and --jwks. 离线核验。" };
        var vkey = new Option<string?>("--vkey") { Description = "The log's verifier key, pinned. 日志公钥。" };
        var jwks = new Option<string?>("--jwks") { Description = "File with the department's record keys, pinned. 封签公钥文件。" };
        var hash = new Option<string?>("--block-hash") { Description = "For evidence: the hash of the block, from a source that you trust. 可信的区块哈希。" };
        var migrations = RepeatedOptions.Migrations();
        var lang = ReaderLanguages.Option();
        var json = RepeatedOptions.Json();
        var command = new Command("verify", "Verify bundles and evidence: every check, and one verdict each. 核验凭证包与存证。")
        {
            files, agree, asOf, offline, vkey, jwks, hash, migrations, lang, json,
        };
        chain.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var language = ReaderLanguages.Parse(parsed.GetValue(lang));
            var asked = parsed.GetValue(asOf) is { } text ? UtcTimes.ParseMoment(text, "--as-of") : (DateTimeOffset?)null;
            var now = TimeProvider.System.GetUtcNow();
            var options = new VerificationOptions { AsOf = asked ?? now, Now = now, Cache = new VerificationCache() };
            var expected = new ExpectedBlock(
                ReadHash(parsed.GetValue(hash)), await GenesisInput.FindValidatorsAsync(terminal.Inputs, parsed.GetValue(chain.Genesis), cancellationToken));
            var records = new MigrationQuestions(
                await Adapters.Nodes.ReadMigrationsAsync(terminal.Inputs, parsed.GetValue(migrations) ?? [], cancellationToken), Adapters.Nodes.FindMigrations());
            using var judge = new BundleJudge(records, async () => parsed.GetValue(offline)
                ? new TrustedSource(null, await PinnedAsync(terminal, parsed.GetValue(vkey), parsed.GetValue(jwks), cancellationToken))
                : new TrustedSource(await chain.OpenAsync(parsed, cancellationToken, acceptsPinnedKeys: true, parsed.GetValue(agree)), null))
            {
                Options = options,
                Expected = expected,
                AsOf = asked,
            };
            var results = new List<Result>();
            foreach (var file in parsed.GetValue(files) ?? [])
            {
                var judged = await judge.JudgeAsync(terminal.Inputs, file, cancellationToken);
                if (judged.Problem is { } problem)
                {
                    terminal.WriteProblem(problem);
                }

                results.Add(new Result(file, judged.Report, judged.Evidence, judged.Problem?.Fault.Code));
            }

            Write(terminal, results, parsed.GetValue(json), language);
            return results.Aggregate(ExitCode.Yes, (worst, result) => Worse(worst, result.ExitCode));
        });
        return command;
    }

    private static async Task<PinnedKeys> PinnedAsync(Terminal terminal, string? vkey, string? jwks, CancellationToken cancellationToken) =>
        vkey is null || jwks is null
            ? throw OptionProblems.NeededWith("--offline", "--vkey", "--jwks")
            : new PinnedKeys(InputValues.VerifierKey(vkey), await terminal.Inputs.JwksAsync(jwks, cancellationToken));

    private static Digest? ReadHash(string? text) =>
        text is null ? null : InputValues.Hash(text, "--block-hash");

    // With several files, a "no" for one of them decides the exit code.
    private static int Worse(int one, int other) => one == ExitCode.No || other == ExitCode.No ? ExitCode.No : Math.Max(one, other);

    private static void Write(Terminal terminal, List<Result> results, bool json, ReaderLanguage language)
    {
        if (json)
        {
            WriteJson(terminal, results, language);
            return;
        }

        foreach (var result in results)
        {
            if (results.Count > 1)
            {
                terminal.Out.WriteLine($"── {result.File}{(result.Problem is null ? "" : $": {result.Problem}")}");
            }

            if (result.Report is { } report)
            {
                ReportText.Write(terminal.Out, report, language, []);
            }

            if (result.Evidence is { } evidence)
            {
                EvidenceText.Write(terminal.Out, evidence, result.File, false, language);
            }
        }
    }

    /// <summary>Writes one document: the report on one file, or a list with the name and report of each file.</summary>
    private static void WriteJson(Terminal terminal, List<Result> results, ReaderLanguage language)
    {
        if (results is [{ Report: { } only }])
        {
            terminal.Out.WriteLine(Encoding.UTF8.GetString(ReportWriter.ToUtf8(only)));
        }
        else if (results is [{ Evidence: { } evidence, File: var file }])
        {
            EvidenceText.Write(terminal.Out, evidence, file, true, language);
        }
        else if (results.Count > 1)
        {
            terminal.Out.WriteLine(new JsonArray([.. results.Select(result => new JsonObject
            {
                ["file"] = result.File,
                ["report"] = result.Report is { } report ? JsonNode.Parse(ReportWriter.ToUtf8(report))
                    : result.Evidence is { } evidence ? EvidenceReportJson.ToJson(evidence, result.File) : null,
                ["problem"] = result.Problem,
            })]).ToJsonString(JsonText.Options));
        }
    }

    /// <summary>The result for one file: a report on a bundle or on evidence, or the code of the problem.</summary>
    private sealed record Result(string File, VerificationReport? Report, EvidenceReport? Evidence, string? Problem)
    {
        public int ExitCode => (Report?.Verdict ?? Evidence?.Verdict) is { } verdict ? Output.ExitCode.FromVerdict(verdict) : Output.ExitCode.CouldNotRun;
    }
}
