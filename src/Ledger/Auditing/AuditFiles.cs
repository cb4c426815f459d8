using Ledger.Faults;
using Ledger.Files;

namespace Ledger.Auditing;

/// <summary>Reads and writes the small text files that an audit keeps between runs. Stateless.</summary>
internal static class AuditFiles
{
    /// <summary>
    /// A whole text file as UTF-8 without a byte order mark. A longer file stays longer than <paramref name="limit"/> bytes, and an empty one empty,
    /// for the parser of its form to reject.
    /// </summary>
    /// <exception cref="CouldNotRunException">It cannot be read, or is no text, or is a web page.</exception>
    public static async Task<byte[]> ReadAsync(string path, int limit, CancellationToken cancellationToken)
    {
        var bytes = await ReadWholeAsync(path, limit, cancellationToken);
        if (bytes.Length > limit || WrittenText.IsEmpty(bytes))
        {
            return bytes;
        }

        return !WrittenText.TryReadUtf8(bytes, out var utf8, out var reason) || WrittenText.IsWebPage(utf8.Span, out reason)
            ? throw new CouldNotRunException(RunFaults.CannotBeRead, $"{path}: {reason.En}. {reason.Zh}。") { Reason = $"{reason.En}. {reason.Zh}。" }
            : utf8.ToArray();
    }

    /// <summary>Replaces a file: after a crash there is the old one or the new one, whole.</summary>
    /// <exception cref="CouldNotRunException">It cannot be written.</exception>
    public static void Replace(string path, byte[] bytes)
    {
        try
        {
            DurableFiles.Replace(path, bytes);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new CouldNotRunException(RunFaults.FileUnwritable, path, problem);
        }
    }

    private static async Task<byte[]> ReadWholeAsync(string path, int limit, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = File.OpenRead(path);
            return await BoundedRead.UpToAsync(stream, limit, cancellationToken);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new CouldNotRunException(RunFaults.FileUnreadable, path, problem);
        }
    }
}
