using System.Collections.Immutable;
using System.Text;
using Ledger.Files;
using Ledger.Inputs;
using Ledger.Verify.Faults;
using Ledger.Verify.Notes;
using Ledger.Verify.Proofs;
using Ledger.Verify.Trees;

namespace Ledger.Auditing;

/// <summary>Checks the inclusion proof (C2SP tlog-proof) of any log. Stateless.</summary>
/// <param name="files">Reads the proof and the entry.</param>
public sealed class CheckProof(InputFiles files)
{
    private const int MaxProof = 1024 * 1024;
    private const int MaxEntry = 16 * 1024 * 1024;

    private static readonly LocalizedText NotAProof = new("文件不是 tlog-proof", "the file is not a tlog-proof");
    private static readonly LocalizedText NotACheckpoint = new("文件不含可读的检查点，可能被截断", "the file holds no readable checkpoint; it may be cut off");
    private static readonly LocalizedText NotSigned = new("检查点不是此密钥所签。", "The checkpoint is not signed with this key.");
    private static readonly LocalizedText OtherLog = new("检查点属于另一个日志。", "The checkpoint belongs to another log.");
    private static readonly LocalizedText LeadsElsewhere = new("证明不能从该条目推到检查点。", "The proof does not lead from this entry to the checkpoint.");

    /// <summary>Checks a proof.</summary>
    /// <param name="path">The file of the proof.</param>
    /// <param name="key">The log's key.</param>
    /// <param name="origin">The log's origin; null when it is the key's name.</param>
    /// <param name="entryPath">The file of the entry, byte for byte.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="FaultException">A file cannot be read, or it is not clear which log is meant.</exception>
    public async Task<CheckedProof> RunAsync(string path, VerifierKey key, string? origin, string entryPath, CancellationToken cancellationToken)
    {
        var (proof, note, checkpoint, extensions) = Read(path, await files.TextAsync(path, MaxProof, cancellationToken));
        var entry = await files.ExactAsync(entryPath, MaxEntry, cancellationToken);
        if (entry.Length > MaxEntry)
        {
            throw InputFiles.TooLong(entryPath, MaxEntry);
        }

        var problem = FindProblem(proof, note, checkpoint, key, origin, entry);
        return problem is not null && entry.Length == 0
            ? throw new FaultException(RunFaults.CannotBeRead, $"{entryPath}: the entry is empty. 条目是空的。")
            : new CheckedProof(problem, proof, checkpoint, extensions);
    }

    // No form in a proof holds a carriage return, so the line ends of another system do not belong to it. Text after the last line does not belong to it either.
    private static (TlogProof Proof, SignedNote Note, Checkpoint Checkpoint, ImmutableArray<string> Extensions) Read(string path, ReadOnlyMemory<byte> utf8)
    {
        var text = Encoding.UTF8.GetString(utf8.Span).Replace("\r\n", "\n", StringComparison.Ordinal).TrimEnd() + "\n";
        if (!TlogProof.TryParseAny(text, out var proof))
        {
            throw InputFiles.Unreadable(path, UntrustedText.Describe(utf8) ?? NotAProof);
        }

        return SignedNote.TryParse(proof.Checkpoint, out var note) && Checkpoint.TryParseAny(note.Text, out var checkpoint, out var extensions)
            ? (proof, note, checkpoint, extensions)
            : throw InputFiles.Unreadable(path, NotACheckpoint);
    }

    private static LocalizedText? FindProblem(TlogProof proof, SignedNote note, Checkpoint checkpoint, VerifierKey key, string? origin, byte[] entry)
    {
        if (!note.IsSignedBy(key))
        {
            return NotSigned;
        }

        if (checkpoint.Origin != (origin ?? key.Name))
        {
            // C2SP tlog-checkpoint: the key's name SHOULD match the origin, so another name is not a fault. But it must be known which log is meant.
            return origin is not null ? OtherLog : throw OptionProblems.OriginNeeded(checkpoint.Origin);
        }

        return InclusionProof.Verify(proof.Index, checkpoint.Size, TreeHash.Leaf(entry), proof.Hashes, checkpoint.Root) ? null : LeadsElsewhere;
    }
}
