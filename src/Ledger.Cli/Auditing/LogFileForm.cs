using System.Text;
using Ledger.Auditing;
using Ledger.Cli.Output;
using Ledger.Faults;
using Ledger.Files;
using Ledger.Verify.Notes;
using Ledger.Verify.Tiles;
using Ledger.Verify.Trees;

namespace Ledger.Cli.Auditing;

/// <summary>
/// Tells a damaged file of a log, which is a finding, from something else under its name: a web page, an error answer, a file that is empty or
/// a checkpoint that is cut off. The second says nothing about the log. Stateless.
/// </summary>
internal static class LogFileForm
{
    private const string CheckpointPath = "checkpoint";
    private const int NoteLines = 5;
    private const int SignatureText = 92; // Base64 of a 4-byte key id and a 64-byte signature.

    private static readonly LocalizedText Empty = new("文件是空的", "the file is empty");
    private static readonly LocalizedText NotALogFile = new("文件是文本，不是日志文件", "the file is text, not a file of a log");
    private static readonly LocalizedText NotACheckpoint = new("文件不是检查点，或已被截断", "the file is not a checkpoint, or is cut off");

    /// <summary>Lets a file of a log through, whether or not it is right.</summary>
    /// <param name="path">Its path under the log's address.</param>
    /// <param name="file">The whole file.</param>
    /// <param name="key">The log's key; null when the caller judges the checkpoint itself.</param>
    /// <exception cref="CliException">It is something else.</exception>
    public static void Check(string path, ReadOnlyMemory<byte> file, VerifierKey? key)
    {
        var reason = path == CheckpointPath ? (key is null ? null : DescribeCheckpoint(file, key)) : FindInTile(path, file);
        if (reason is not null)
        {
            throw new CliException(CliFaults.CannotBeRead, $"{path}: {reason.En}. {reason.Zh}。") { Reason = $"{reason.En}. {reason.Zh}。" };
        }
    }

    /// <summary>What else a file is; null when it is a checkpoint of the key's log, right or damaged, or that of another log.</summary>
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

        // One damaged character leaves the first line or the signature, and all the lines but one.
        var text = Encoding.UTF8.GetString(file.Span);
        var signature = $"\u2014 {key.Name} ";
        var at = text.IndexOf(signature, StringComparison.Ordinal);
        var isDamaged = (at >= 0 && text.Length - at - signature.Length > SignatureText)
            || (text.StartsWith(key.Name + "\n", StringComparison.Ordinal) && text.Count(one => one == '\n') >= NoteLines);
        return isDamaged ? null : WrittenText.Describe(file) ?? NotACheckpoint;
    }

    private static LocalizedText? FindInTile(string path, ReadOnlyMemory<byte> file)
    {
        var isRight = TileId.TryParse(path, out var tile) ? file.Length == tile.Width * Digest.Length
            : !EntryBundleId.TryParse(path, out var entries) || (!file.IsEmpty && (!IsText(file.Span) || EntryBundle.TryDecode(file, entries.Width, out _)));
        return isRight ? null
            : file.IsEmpty ? Empty
            : file.Length < ILogFiles.MaxFile && IsText(file.Span) ? WrittenText.Describe(file) ?? NotALogFile
            : null;
    }

    // Lengths of entries and hashes bring control characters or no UTF-8 into every file of a log that is longer than a few bytes.
    private static bool IsText(ReadOnlySpan<byte> file) =>
        file.IndexOfAnyInRange((byte)0, (byte)8) < 0 && file.IndexOfAnyInRange((byte)14, (byte)31) < 0 && System.Text.Unicode.Utf8.IsValid(file);
}
