using System.Diagnostics.CodeAnalysis;
using System.Text;
using Ledger.Verify.Faults;
using Ledger.Verify.Notes;
using Ledger.Verify.Trees;

namespace Ledger.Auditing;

/// <summary>
/// A signed head with its note. Unlike our own checkpoints, it may have extension lines and further signatures (C2SP tlog-checkpoint), so it works
/// for any log.
/// </summary>
public sealed record SignedCheckpoint
{
    private const int HeadLines = 3;

    private SignedCheckpoint(string note, Checkpoint head)
    {
        Note = note;
        Origin = head.Origin;
        Size = head.Size;
        Root = head.Root;
    }

    /// <summary>The whole note, byte for byte as received.</summary>
    public string Note { get; }

    public string Origin { get; }

    public long Size { get; }

    public Digest Root { get; }

    /// <summary>Reads a note and verifies that the key signed it as a head of its log.</summary>
    /// <param name="bytes">The note.</param>
    /// <param name="key">The log's key; its name is the log's origin.</param>
    /// <param name="checkpoint">The head, if the result is true.</param>
    /// <param name="fault">What is wrong, if the result is false: one of the first four <see cref="AuditFaults"/>.</param>
    public static bool TryRead(
        ReadOnlySpan<byte> bytes, VerifierKey key, [NotNullWhen(true)] out SignedCheckpoint? checkpoint, [NotNullWhen(false)] out Fault? fault)
    {
        ArgumentNullException.ThrowIfNull(key);
        checkpoint = null;
        var text = Encoding.UTF8.GetString(bytes); // Bytes that are not UTF-8 become U+FFFD, which notes must not contain.
        if (!SignedNote.TryParse(text, out var note) || !TryParseHead(note.Text, out var head))
        {
            fault = AuditFaults.NotACheckpoint;
            return false;
        }

        if (!string.Equals(head.Origin, key.Name, StringComparison.Ordinal))
        {
            fault = AuditFaults.OtherOrigin;
            return false;
        }

        if (!note.Signatures.Any(line => line.KeyId == key.Id && string.Equals(line.Name, key.Name, StringComparison.Ordinal)))
        {
            fault = AuditFaults.OtherKey;
            return false;
        }

        fault = note.IsSignedBy(key) ? null : AuditFaults.SignatureWrong;
        checkpoint = fault is null ? new SignedCheckpoint(text, head) : null;
        return checkpoint is not null;
    }

    // C2SP tlog-checkpoint: origin, size and root are followed by any number of extension lines. None of them is empty.
    private static bool TryParseHead(string text, [NotNullWhen(true)] out Checkpoint? head)
    {
        head = null;
        var lines = text.Split('\n');
        return lines.Length > HeadLines
            && lines[^1].Length == 0
            && lines[HeadLines..^1].All(line => line.Length > 0)
            && Checkpoint.TryParse(string.Join('\n', lines[..HeadLines]) + '\n', out head);
    }
}
