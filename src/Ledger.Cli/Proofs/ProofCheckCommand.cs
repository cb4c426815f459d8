using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Ledger.Cli.Options;
using Ledger.Cli.Output;
using Ledger.Faults;
using Ledger.Files;
using Ledger.Inputs;
using Ledger.Verify.Notes;
using Ledger.Verify.Proofs;
using Ledger.Verify.Trees;

namespace Ledger.Cli.Proofs;

/// <summary><c>ledger proof check</c>: a C2SP tlog-proof of any log.</summary>
internal static class ProofCheckCommand
{
    private const int MaxProof = 1024 * 1024;
    private const int MaxEntry = 16 * 1024 * 1024;

    private static readonly LocalizedText NotAProof = new("文件不是 tlog-proof", "the file is not a tlog-proof");
    private static readonly LocalizedText NotACheckpoint = new("文件不含可读的检查点，可能被截断", "the file holds no readable checkpoint; it may be cut off");

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
            var key = InputValues.VerifierKey(parsed.GetValue(vkey)!);
            var path = parsed.GetValue(file)!;
            var proof = Read(path, await terminal.Inputs.TextAsync(path, MaxProof, cancellationToken));
            var entryPath = parsed.GetValue(entry)!;
            var bytes = await terminal.Inputs.ExactAsync(entryPath, MaxEntry, cancellationToken);
            if (bytes.Length > MaxEntry)
            {
                throw InputFiles.TooLong(entryPath, MaxEntry);
            }

            var problem = FindProblem(proof, key, parsed.GetValue(origin), bytes);
            return problem is not null && bytes.Length == 0
                ? throw new CouldNotRunException(RunFaults.CannotBeRead, $"{entryPath}: the entry is empty. 条目是空的。")
                : Report(terminal, problem, proof, parsed.GetValue(json));
        });
        return command;
    }

    /// <summary>Line ends of another system and what follows the last line are no part of the proof: no form in it holds a carriage return.</summary>
    private static ReadProof Read(string path, ReadOnlyMemory<byte> utf8)
    {
        var text = Encoding.UTF8.GetString(utf8.Span).Replace("\r\n", "\n", StringComparison.Ordinal).TrimEnd() + "\n";
        if (!TlogProof.TryParseAny(text, out var proof))
        {
            throw InputFiles.Unreadable(path, UntrustedText.Describe(utf8) ?? NotAProof);
        }

        return SignedNote.TryParse(proof.Checkpoint, out var note) && Checkpoint.TryParseAny(note.Text, out var checkpoint, out var extensions)
            ? new ReadProof(proof, note, checkpoint, extensions)
            : throw InputFiles.Unreadable(path, NotACheckpoint);
    }

    private static string? FindProblem(ReadProof read, VerifierKey key, string? origin, byte[] entry)
    {
        var (proof, note, checkpoint, _) = read;
        if (!note.IsSignedBy(key))
        {
            return "The checkpoint is not signed with this key. 检查点不是此密钥所签。";
        }

        if (checkpoint.Origin != (origin ?? key.Name))
        {
            // C2SP tlog-checkpoint: the key's name SHOULD match the origin, so another one is no fault, but which log is meant must be known.
            return origin is not null
                ? "The checkpoint is another log's. 检查点属于另一个日志。"
                : throw OptionProblems.OriginNeeded(checkpoint.Origin);
        }

        return InclusionProof.Verify(proof.Index, checkpoint.Size, TreeHash.Leaf(entry), proof.Hashes, checkpoint.Root)
            ? null
            : "The proof does not lead from this entry to the checkpoint. 证明不能从该条目推到检查点。";
    }

    private static int Report(Terminal terminal, string? problem, ReadProof read, bool json)
    {
        var (proof, _, checkpoint, extensions) = read;
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

    private sealed record ReadProof(TlogProof Proof, SignedNote Note, Checkpoint Checkpoint, ImmutableArray<string> Extensions);
}
