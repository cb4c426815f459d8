using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Ledger.Cli.Output;
using Ledger.Verify.Notes;
using Ledger.Verify.Proofs;
using Ledger.Verify.Trees;

namespace Ledger.Cli.Commands;

/// <summary><c>ledger proof check</c>: a C2SP tlog-proof of any log.</summary>
internal static class ProofCheckCommand
{
    private const int MaxProof = 1024 * 1024;
    private const int MaxEntry = 65_535;

    public static Command Create(Terminal terminal)
    {
        var file = new Argument<string>("proof") { Description = "File with a tlog-proof. 证明文件。" };
        var vkey = new Option<string>("--vkey") { Description = "The log's verifier key. 日志公钥。", Required = true };
        var entry = new Option<string>("--entry") { Description = "File with the entry, byte for byte. 条目文件。", Required = true };
        var json = RepeatedOptions.Json();
        var command = new Command("check", "Check that a log holds an entry. 检查条目是否在日志中。") { file, vkey, entry, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var key = Given.VerifierKey(parsed.GetValue(vkey)!);
            var text = Encoding.UTF8.GetString(await Given.ReadAsync(terminal, parsed.GetValue(file)!, MaxProof, cancellationToken));
            var bytes = await Given.ReadAsync(terminal, parsed.GetValue(entry)!, MaxEntry, cancellationToken);
            return Report(terminal, Check(text, key, bytes), parsed.GetValue(json));
        });
        return command;
    }

    private static (string? Problem, TlogProof? Proof, Checkpoint? Checkpoint) Check(string text, VerifierKey key, byte[] entry)
    {
        if (!TlogProof.TryParse(text, out var proof) || !SignedNote.TryParse(proof.Checkpoint, out var note) || !Checkpoint.TryParse(note.Text, out var checkpoint))
        {
            return ("The file is not a tlog-proof. 文件不是 tlog-proof。", null, null);
        }

        if (checkpoint.Origin != key.Name || !note.IsSignedBy(key))
        {
            return ("The checkpoint is not signed with this key. 检查点不是此密钥所签。", proof, checkpoint);
        }

        return InclusionProof.Verify(proof.Index, checkpoint.Size, TreeHash.Leaf(entry), proof.Hashes, checkpoint.Root)
            ? (null, proof, checkpoint)
            : ("The proof does not lead from this entry to the checkpoint. 证明不能从该条目推到检查点。", proof, checkpoint);
    }

    private static int Report(Terminal terminal, (string? Problem, TlogProof? Proof, Checkpoint? Checkpoint) result, bool json)
    {
        var (problem, proof, checkpoint) = result;
        if (json)
        {
            terminal.Out.WriteLine(new JsonObject
            {
                ["result"] = problem is null ? "passed" : "failed",
                ["problem"] = problem,
                ["index"] = proof?.Index,
                ["origin"] = checkpoint?.Origin,
                ["size"] = checkpoint?.Size,
            }.ToJsonString(JsonText.Options));
        }
        else
        {
            terminal.Out.WriteLine(problem is null
                ? string.Create(CultureInfo.InvariantCulture, $"✓ Entry {proof?.Index} of {checkpoint?.Origin}, in its log of {checkpoint?.Size}. 条目在日志中。")
                : $"✗ {problem}");
        }

        return problem is null ? ExitCode.Yes : ExitCode.No;
    }
}
