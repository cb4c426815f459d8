using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Ledger.Auditing;
using Ledger.Cli.Options;
using Ledger.Cli.Output;
using Ledger.Files;
using Ledger.Inputs;

namespace Ledger.Cli.Proofs;

/// <summary><c>ledger proof check</c>: checks a C2SP tlog-proof of any log.</summary>
internal static class ProofCheckCommand
{
    public static Command Create(Terminal terminal)
    {
        var file = new Argument<string>("proof") { Description = "File with a tlog-proof. 证明文件。" };
        var vkey = new Option<string>("--vkey") { Description = "The log's verifier key. 日志公钥。", Required = true };
        var origin = new Option<string?>("--origin") { Description = "The log's origin line, when it is not the key's name. 日志的 origin。" };
        var entry = new Option<string>("--entry") { Description = "File with the entry, byte for byte. 条目文件。", Required = true };
        var json = RepeatedOptions.Json();
        var command = new Command("check", "Check that a log holds an entry. 检查条目是否在日志中。") { file, vkey, origin, entry, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var proof = await new CheckProof(terminal.Inputs).RunAsync(
                parsed.GetValue(file)!, InputValues.VerifierKey(parsed.GetValue(vkey)!), parsed.GetValue(origin), parsed.GetValue(entry)!, cancellationToken); // Required.
            return Report(terminal, proof, parsed.GetValue(json));
        });
        return command;
    }

    private static int Report(Terminal terminal, CheckedProof result, bool json)
    {
        var (wrong, proof, checkpoint, extensions) = result;
        var problem = wrong is null ? null : $"{wrong.En} {wrong.Zh}";
        if (json)
        {
            terminal.Out.WriteLine(new JsonObject
            {
                ["result"] = problem is null ? "passed" : "failed",
                ["problem"] = problem,
                ["index"] = proof.Index,
                ["origin"] = checkpoint.Origin,
                ["size"] = checkpoint.Size,
                ["extensions"] = new JsonArray([.. extensions.Select(line => JsonValue.Create(line))]),
                ["extra"] = proof.Extra,
            }.ToJsonString(JsonText.Options));
        }
        else if (problem is not null)
        {
            terminal.Out.WriteLine($"✗ {problem}");
        }
        else
        {
            terminal.Out.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"✓ Entry {proof.Index} of {OneLine.FromText(checkpoint.Origin)}, in its log of {checkpoint.Size}. 条目在日志中。"));
            foreach (var line in extensions)
            {
                terminal.Out.WriteLine($"  extension {OneLine.FromText(line)}");
            }

            if (proof.Extra is not null)
            {
                terminal.Out.WriteLine("  There is an extra line, which nothing authenticates. 证明带有 extra 行，其内容未经认证。");
            }
        }

        return problem is null ? ExitCode.Yes : ExitCode.No;
    }
}
