using System.Text;
using Ledger.Verify.Faults;
using Ledger.Verify.Notes;
using Ledger.Verify.Proofs;
using Ledger.Verify.Text;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Entries;

/// <summary>
/// A text that a department logged without publishing it (a disclosure, a certificate of erasure), with everything that proves it: whoever holds it can
/// show that the log has it, and since when. Nothing of it is trusted. Immutable.
/// </summary>
/// <param name="Text">The text.</param>
/// <param name="Salt">The salt of the commitment, in base64url.</param>
/// <param name="Entry">The log entry: canonical JSON.</param>
/// <param name="Proof">The inclusion proof of the entry (C2SP tlog-proof).</param>
public sealed record CommittedText(string Text, string Salt, string Entry, string Proof)
{
    private static readonly LocalizedText NotAnEntry = new("条目无法读取。", "The entry cannot be read.");
    private static readonly LocalizedText NotAProof = new("证明无法读取。", "The proof cannot be read.");
    private static readonly LocalizedText NotCommitted = new("条目所承诺的不是这段文本。", "The entry commits to another text.");
    private static readonly LocalizedText OfAnotherLog = new("证明属于另一个日志，或不是此密钥所签。", "The proof is of another log, or not signed with this key.");
    private static readonly LocalizedText LeadsElsewhere = new("证明不能从该条目推到检查点。", "The proof does not lead from this entry to the checkpoint.");

    /// <summary>Finds what is wrong with the proof.</summary>
    /// <param name="key">The log's key. The name of the key is the origin of the log.</param>
    /// <returns>The first problem. Null if the log has an entry that commits to this text.</returns>
    public LocalizedText? FindProblem(VerifierKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var entry = Encoding.UTF8.GetBytes(Entry);
        if (!LogEntry.TryParse(entry, out var logged))
        {
            return NotAnEntry;
        }

        if (!Base64Url.TryDecode(Salt, out var salt) || salt.Length != Commitment.SaltLength
            || Commitment.Compute(salt, Encoding.UTF8.GetBytes(Text)) != logged.Commitment)
        {
            return NotCommitted;
        }

        if (!TlogProof.TryParse(Proof, out var proof) || !SignedNote.TryParse(proof.Checkpoint, out var note) || !Checkpoint.TryParse(note.Text, out var checkpoint))
        {
            return NotAProof;
        }

        return !note.IsSignedBy(key) || checkpoint.Origin != key.Name ? OfAnotherLog
            : InclusionProof.Verify(proof.Index, checkpoint.Size, TreeHash.Leaf(entry), proof.Hashes, checkpoint.Root) ? null
            : LeadsElsewhere;
    }
}
