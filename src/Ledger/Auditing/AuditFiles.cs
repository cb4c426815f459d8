using Ledger.Files;
using Ledger.Verify.Faults;

namespace Ledger.Auditing;

/// <summary>Reads and writes the small text files that an audit keeps between runs. Stateless.</summary>
internal static class AuditFiles
{
    /// <summary>
    /// Reads a text file as UTF-8 without a byte order mark. If the file is longer than <paramref name="limit"/>, so is the result. An empty file
    /// gives an empty result. The caller's parser rejects both.
    /// </summary>
    /// <exception cref="FaultException">The file cannot be read, is not text, or is a web page.</exception>
    public static async Task<byte[]> ReadAsync(string path, int limit, CancellationToken cancellationToken)
    {
        var bytes = await ReadWholeAsync(path, limit, cancellationToken);
        if (bytes.Length > limit || UntrustedText.IsEmpty(bytes))
        {
            return bytes;
        }

        return !UntrustedText.TryReadUtf8(bytes, out var utf8, out var reason) || UntrustedText.IsWebPage(utf8.Span, out reason)
            ? throw new FaultException(RunFaults.CannotBeRead, $"{path}: {reason.En}. {reason.Zh}。") { Reason = $"{reason.En}. {reason.Zh}。" }
            : utf8.ToArray();
    }

    /// <summary>Replaces a file. After a crash the file is either the old one or the new one, complete.</summary>
    /// <exception cref="FaultException">The file cannot be written.</exception>
    public static void Replace(string path, byte[] bytes)
    {
        try
        {
            DurableFiles.Replace(path, bytes);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new FaultException(RunFaults.FileUnwritable, path, problem);
        }
    }

    private static async Task<byte[]> ReadWholeAsync(string path, int limit, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = File.OpenRead(path);
            return await BoundedRead.ReadUpToAsync(stream, limit, cancellationToken);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new FaultException(RunFaults.FileUnreadable, path, problem);
        }
    }
}
