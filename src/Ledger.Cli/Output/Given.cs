using System.Globalization;
using System.Text.Json;
using Ledger.Faults;
using Ledger.Files;
using Ledger.Verify.ForeignSeals;
using Ledger.Verify.Notes;
using Ledger.Verify.Seals;
using Ledger.Verify.Trees;
using Ledger.Verify.Verdicts;

namespace Ledger.Cli.Output;

/// <summary>Reads the files and options that commands are given.</summary>
internal static class Given
{
    private const int MaxKeys = 1024 * 1024;

    /// <summary>A whole file of at most <paramref name="limit"/> bytes; <c>-</c> is standard input.</summary>
    public static async Task<byte[]> ReadAsync(Terminal terminal, string path, int limit, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = path == "-" ? terminal.OpenInput() : File.OpenRead(path);
            return await BoundedRead.ReadUpToAsync(stream, limit, cancellationToken);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new CliException(CliFaults.FileUnreadable, path, problem);
        }
    }

    /// <summary>
    /// A whole text file that people or other programs wrote, as UTF-8 without a byte order mark. A file that is too long stays longer than
    /// <paramref name="limit"/> bytes, for the reader of its form to say so.
    /// </summary>
    /// <exception cref="CliException">It cannot be read, or is no text, or is a web page. An empty file is left to the reader of its form.</exception>
    public static async Task<byte[]> UnmarkedAsync(Terminal terminal, string path, int limit, CancellationToken cancellationToken)
    {
        var bytes = await ReadAsync(terminal, path, limit, cancellationToken);
        return bytes.Length > limit || UntrustedText.IsEmpty(bytes) ? bytes : Readable(path, bytes).ToArray();
    }

    /// <summary>The text of a file that was read whole, as UTF-8 without a byte order mark.</summary>
    /// <exception cref="CliException">It is empty, no text, or a web page: nothing is said about what it should hold.</exception>
    public static ReadOnlyMemory<byte> Readable(string path, ReadOnlyMemory<byte> bytes) =>
        !UntrustedText.TryReadUtf8(bytes, out var utf8, out var reason) || UntrustedText.IsWebPage(utf8.Span, out reason)
            ? throw Unreadable(path, reason)
            : utf8;

    /// <summary>A whole file whose exact bytes are hashed, so that a byte order mark would be hashed with them.</summary>
    /// <exception cref="CliException">It has one.</exception>
    public static async Task<byte[]> ExactAsync(Terminal terminal, string path, int limit, CancellationToken cancellationToken)
    {
        var bytes = await ReadAsync(terminal, path, limit, cancellationToken);
        return UntrustedText.IsMarked(bytes)
            ? throw new CliException(CliFaults.CannotBeRead,
                $"{path}: it begins with a byte order mark, which would be hashed with the rest; save it as UTF-8 without one. 文件以字节序标记开头，会一并计入散列；请存为不带标记的 UTF-8。")
            : bytes;
    }

    /// <summary>
    /// The text of a whole file that people or other programs wrote, as UTF-8 without a byte order mark. What is empty, no text, or longer
    /// than <paramref name="limit"/> bytes cannot be read here, which says nothing about it.
    /// </summary>
    public static async Task<ReadOnlyMemory<byte>> TextAsync(Terminal terminal, string path, int limit, CancellationToken cancellationToken)
    {
        var bytes = await ReadAsync(terminal, path, limit, cancellationToken);
        if (bytes.Length > limit)
        {
            throw TooLong(path, limit);
        }

        return UntrustedText.TryReadUtf8(bytes, out var utf8, out var reason)
            ? utf8
            : throw Unreadable(path, reason);
    }

    /// <summary>The problem with a file that is something else than what it should be.</summary>
    /// <param name="path">The file.</param>
    /// <param name="reason">Parts of sentences, without their ends.</param>
    public static CliException Unreadable(string path, LocalizedText reason) => new(CliFaults.CannotBeRead, $"{path}: {reason.En}. {reason.Zh}。")
    {
        Reason = $"{reason.En}. {reason.Zh}。",
    };

    /// <summary>The problem with a file that is no JSON, with the place where it stops being that.</summary>
    public static CliException NotJson(string path, Exception problem) => new(
        CliFaults.FileMalformed,
        problem is JsonException { LineNumber: { } line, BytePositionInLine: { } place }
            ? string.Create(CultureInfo.InvariantCulture, $"{path}: it is not JSON from line {line + 1}, byte {place + 1} on. 自第 {line + 1} 行第 {place + 1} 字节起不是 JSON。")
            : path,
        problem);

    /// <summary>A bundle that can be read whole; what cannot be read gets no verdict.</summary>
    public static OpenedBundle Bundle(string path, ReadOnlyMemory<byte> file) => UntrustedBundle.TryOpen(file, out var bundle, out var why)
        ? bundle
        : throw new CliException(why.IsSupported ? CliFaults.CannotBeRead : CliFaults.NotSupported, $"{path}: {why.Reason.En} {why.Reason.Zh}");

    /// <summary>The problem with a file that is longer than what is read.</summary>
    public static CliException TooLong(string path, int limit) => new(CliFaults.NotSupported, string.Create(
        CultureInfo.InvariantCulture, $"{path}: longer than {limit} bytes. 超过 {limit} 字节。"));

    /// <summary>A file to write anew.</summary>
    public static FileStream Create(string path)
    {
        try
        {
            return File.Create(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new CliException(CliFaults.FileUnwritable, path, problem);
        }
    }

    public static VerifierKey VerifierKey(string vkey) =>
        Verify.Notes.VerifierKey.TryParse(vkey, out var key) ? key : throw OptionProblems.WrongForm("--vkey", null, OptionForms.VerifierKey);

    public static async Task<JwkSet> JwksAsync(Terminal terminal, string path, CancellationToken cancellationToken)
    {
        var utf8 = await TextAsync(terminal, path, MaxKeys, cancellationToken);
        return JwkSet.TryParse(utf8.Span, out var keys, out var refusal) ? keys : throw NoKeys(path, utf8, refusal);
    }

    /// <summary>The keys of any issuer, of any kind that can be verified with here.</summary>
    public static async Task<ForeignKeySet> ForeignKeysAsync(Terminal terminal, string path, CancellationToken cancellationToken)
    {
        var utf8 = await TextAsync(terminal, path, MaxKeys, cancellationToken);
        return ForeignKeySet.TryParse(utf8.Span, out var keys, out var refusal) ? keys : throw NoKeys(path, utf8, refusal);
    }

    /// <summary>A hash from the command line.</summary>
    public static Digest Hash(string text, string option) =>
        Digest.TryParseHex(text, out var hash) ? hash : throw OptionProblems.WrongForm(option, text, OptionForms.Hash);

    public static Uri Address(string text, string option) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme is "http" or "https")
            ? address
            : throw OptionProblems.WrongForm(option, text, OptionForms.WebAddress);

    private static CliException NoKeys(string path, ReadOnlyMemory<byte> utf8, SealRefusal refusal) => new(
        CliFaults.FileMalformed,
        $"{path}: {(UntrustedText.Describe(utf8) is { } other ? $"{other.En}. {other.Zh}。 " : "")}{refusal} {refusal.Fault.Chinese}");
}
