using System.Text;
using Ledger.Files;
using Ledger.Verify.Faults;
using Ledger.Verify.Notes;
using Ledger.Verify.Tiles;
using Ledger.Verify.Trees;

namespace Ledger.Auditing;

/// <summary>
/// Distinguishes a damaged log file, which is a finding, from other content under the same path: a web page, an error answer, an empty file or a
/// truncated checkpoint. Such content says nothing about the log. Stateless.
/// </summary>
public static class LogFileForm
{
    private const string CheckpointPath = "checkpoint";
    private const int NoteLines = 5;
    private const int SignatureText = 92; // Base64 of a 4-byte key id and a 64-byte signature.

    private static readonly LocalizedText Empty = new("文件是空的", "the file is empty");
    private static readonly LocalizedText NotALogFile = new("文件是文本，不是日志文件", "the file is text, not a file of a log");
    private static readonly LocalizedText NotACheckpoint = new("文件不是检查点，或已被截断", "the file is not a checkpoint, or is cut off");

    /// <summary>What a file is instead of a log file. Null if it is a log file, intact or damaged.</summary>
    /// <param name="path">Its path under the log's address.</param>
    /// <param name="file">The whole file.</param>
    /// <param name="key">The key of the log. Null if the caller checks the checkpoint itself.</param>
    public static LocalizedText? Describe(string path, ReadOnlyMemory<byte> file, VerifierKey? key) =>
        path == CheckpointPath ? (key is null ? null : DescribeCheckpoint(file, key)) : FindInTile(path, file);

    /// <summary>What a file is instead of a checkpoint. Null if it is a checkpoint of the key's log, intact or damaged, or of another log.</summary>
    public static LocalizedText? DescribeCheckpoint(ReadOnlyMemory<byte> file, VerifierKey key)
    {
        if (SignedCheckpoint.TryRead(file.Span, key, out _, out var fault) || fault != AuditFaults.NotACheckpoint)
        {
            return null;
        }

        if (file.IsEmpty)
        {
            return Empty;
        }

        // A single damaged character leaves the first line or the signature intact, and all lines except one.
        var text = Encoding.UTF8.GetString(file.Span);
        var signature = $"\u2014 {key.Name} ";
        var at = text.IndexOf(signature, StringComparison.Ordinal);
        var isDamaged = (at >= 0 && text.Length - at - signature.Length > SignatureText)
            || (text.StartsWith(key.Name + "\n", StringComparison.Ordinal) && text.Count(one => one == '\n') >= NoteLines);
        return isDamaged ? null
            : UntrustedText.TryReadUtf8(file, out var utf8, out var reason) ? UntrustedText.Describe(utf8) ?? NotACheckpoint
            : reason;
    }

    private static LocalizedText? FindInTile(string path, ReadOnlyMemory<byte> file)
    {
        var isRight = TileId.TryParse(path, out var tile) ? file.Length == tile.Width * Digest.Length
            : !EntryBundleId.TryParse(path, out var entries) || (!file.IsEmpty && (!IsText(file.Span) || EntryBundle.TryDecode(file, entries.Width, out _)));
        return isRight ? null
            : file.IsEmpty ? Empty
            : FileKinds.Find(file.Span) is { } kind ? new LocalizedText($"文件是 {kind.Zh}，不是日志文件", $"the file is {kind.En}, not a file of a log")
            : file.Length < ILogFiles.MaxFile && IsText(file.Span) ? UntrustedText.Describe(file) ?? NotALogFile
            : null;
    }

    // Every log file longer than a few bytes contains control characters or is not UTF-8, because of the entry lengths and hashes.
    private static bool IsText(ReadOnlySpan<byte> file) =>
        file.IndexOfAnyInRange((byte)0, (byte)8) < 0 && file.IndexOfAnyInRange((byte)14, (byte)31) < 0 && System.Text.Unicode.Utf8.IsValid(file);
}
