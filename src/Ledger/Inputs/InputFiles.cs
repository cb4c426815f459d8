using System.Globalization;
using System.Text.Json;
using Ledger.Files;
using Ledger.Verify.Faults;
using Ledger.Verify.ForeignSeals;
using Ledger.Verify.Seals;
using Ledger.Verify.Verdicts;

namespace Ledger.Inputs;

/// <summary>Reads the files that people name. The name <c>-</c> means standard input. Stateless.</summary>
/// <param name="openStandardInput">Opens standard input.</param>
public sealed class InputFiles(Func<Stream> openStandardInput)
{
    private const int MaxKeys = 1024 * 1024;

    /// <summary>Reads a whole file of at most <paramref name="limit"/> bytes. A longer file returns more bytes than that.</summary>
    /// <exception cref="FaultException">The file cannot be read.</exception>
    public async Task<byte[]> ReadAsync(string path, int limit, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = path == "-" ? openStandardInput() : File.OpenRead(path);
            return await BoundedRead.ReadUpToAsync(stream, limit, cancellationToken);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new FaultException(RunFaults.FileUnreadable, path, problem);
        }
    }

    /// <summary>
    /// Reads a whole text file as UTF-8 and removes its byte order mark. A file that is too long returns more than <paramref name="limit"/> bytes:
    /// the reader of its form reports that.
    /// </summary>
    /// <exception cref="FaultException">The file cannot be read, is not text, or is a web page. The reader of its form rejects an empty file.</exception>
    public async Task<byte[]> UnmarkedAsync(string path, int limit, CancellationToken cancellationToken)
    {
        var bytes = await ReadAsync(path, limit, cancellationToken);
        return bytes.Length > limit || UntrustedText.IsEmpty(bytes) ? bytes : Readable(path, bytes).ToArray();
    }

    /// <summary>Reads a whole file whose exact bytes are hashed. A byte order mark would be hashed too, so it is refused.</summary>
    /// <exception cref="FaultException">The file cannot be read, or has a byte order mark.</exception>
    public async Task<byte[]> ExactAsync(string path, int limit, CancellationToken cancellationToken)
    {
        var bytes = await ReadAsync(path, limit, cancellationToken);
        return UntrustedText.IsMarked(bytes)
            ? throw new FaultException(RunFaults.CannotBeRead,
                $"{path}: it begins with a byte order mark, which would be hashed with the rest; save it as UTF-8 without one. 文件以字节序标记开头，会一并计入散列；请存为不带标记的 UTF-8。")
            : bytes;
    }

    /// <summary>Reads a whole text file as UTF-8 and removes its byte order mark.</summary>
    /// <exception cref="FaultException">The file cannot be read, is empty, is not text, or is longer than <paramref name="limit"/> bytes.</exception>
    public async Task<ReadOnlyMemory<byte>> TextAsync(string path, int limit, CancellationToken cancellationToken)
    {
        var bytes = await ReadAsync(path, limit, cancellationToken);
        if (bytes.Length > limit)
        {
            throw TooLong(path, limit);
        }

        return UntrustedText.TryReadUtf8(bytes, out var utf8, out var reason)
            ? utf8
            : throw Unreadable(path, reason);
    }

    /// <summary>Reads a set of record keys (JWKS).</summary>
    /// <exception cref="FaultException">The file cannot be read, or holds no such set.</exception>
    public async Task<JwkSet> JwksAsync(string path, CancellationToken cancellationToken)
    {
        var utf8 = await TextAsync(path, MaxKeys, cancellationToken);
        return JwkSet.TryParse(utf8.Span, out var keys, out var refusal) ? keys : throw NoKeys(path, utf8, refusal);
    }

    /// <summary>Reads the keys of any issuer, of every kind that can be verified here.</summary>
    /// <exception cref="FaultException">The file cannot be read, or holds no such set.</exception>
    public async Task<ForeignKeySet> ForeignKeysAsync(string path, CancellationToken cancellationToken)
    {
        var utf8 = await TextAsync(path, MaxKeys, cancellationToken);
        return ForeignKeySet.TryParse(utf8.Span, out var keys, out var refusal) ? keys : throw NoKeys(path, utf8, refusal);
    }

    /// <summary>Returns the text of a file that was read whole, as UTF-8 without a byte order mark.</summary>
    /// <exception cref="FaultException">The file is empty, no text, or a web page.</exception>
    public static ReadOnlyMemory<byte> Readable(string path, ReadOnlyMemory<byte> bytes) =>
        !UntrustedText.TryReadUtf8(bytes, out var utf8, out var reason) || UntrustedText.IsWebPage(utf8.Span, out reason)
            ? throw Unreadable(path, reason)
            : utf8;

    /// <summary>Reads a bundle that was read whole.</summary>
    /// <exception cref="FaultException">It is not a bundle, or its version is not supported. It gets no verdict.</exception>
    public static OpenedBundle Bundle(string path, ReadOnlyMemory<byte> file) => UntrustedBundle.TryOpen(file, out var bundle, out var why)
        ? bundle
        : throw new FaultException(why.IsSupported ? RunFaults.CannotBeRead : RunFaults.NotSupported, $"{path}: {why.Reason.En} {why.Reason.Zh}");

    /// <summary>Creates a file, or truncates an existing one.</summary>
    /// <exception cref="FaultException">It cannot be written.</exception>
    public static FileStream Create(string path)
    {
        try
        {
            return File.Create(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new FaultException(RunFaults.FileUnwritable, path, problem);
        }
    }

    /// <summary>The exception for a file with unexpected content.</summary>
    /// <param name="path">The file.</param>
    /// <param name="reason">Parts of sentences, without their full stops.</param>
    public static FaultException Unreadable(string path, LocalizedText reason) => new(RunFaults.CannotBeRead, $"{path}: {reason.En}. {reason.Zh}。")
    {
        Reason = $"{reason.En}. {reason.Zh}。",
    };

    /// <summary>The exception for a file that is not JSON. It names the place of the first error if that is known.</summary>
    public static FaultException NotJson(string path, Exception problem) => new(
        RunFaults.FileMalformed,
        problem is JsonException { LineNumber: { } line, BytePositionInLine: { } place }
            ? string.Create(CultureInfo.InvariantCulture, $"{path}: it is not JSON from line {line + 1}, byte {place + 1} on. 自第 {line + 1} 行第 {place + 1} 字节起不是 JSON。")
            : path,
        problem);

    /// <summary>The exception for a file that is too long.</summary>
    public static FaultException TooLong(string path, int limit) => new(RunFaults.NotSupported, string.Create(
        CultureInfo.InvariantCulture, $"{path}: longer than {limit} bytes. 超过 {limit} 字节。"));

    private static FaultException NoKeys(string path, ReadOnlyMemory<byte> utf8, Refusal refusal) => new(
        RunFaults.FileMalformed,
        $"{path}: {(UntrustedText.Describe(utf8) is { } other ? $"{other.En}. {other.Zh}。 " : "")}{refusal} {refusal.Fault.Title.Zh}");
}
