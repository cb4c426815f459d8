using Ledger.Verify.Notes;
using Ledger.Verify.Seals;

namespace Ledger.Cli.Output;

/// <summary>Reads the files and options that commands are given.</summary>
internal static class Given
{
    /// <summary>A whole file of at most <paramref name="limit"/> bytes; <c>-</c> is standard input.</summary>
    public static async Task<byte[]> ReadAsync(Terminal terminal, string path, int limit, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = path == "-" ? terminal.OpenInput() : File.OpenRead(path);
            using var buffer = new MemoryStream();
            var piece = new byte[64 * 1024];
            int read;

            // One byte more than the limit is enough to know: the reader of the form says it is too large.
            while (buffer.Length <= limit && (read = await stream.ReadAsync(piece, cancellationToken)) > 0)
            {
                buffer.Write(piece, 0, read);
            }

            return buffer.ToArray();
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new CliException(CliFaults.FileUnreadable, path, problem);
        }
    }

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
        Verify.Notes.VerifierKey.TryParse(vkey, out var key) ? key : throw new CliException(CliFaults.OptionWrong, "--vkey");

    public static async Task<JwkSet> JwksAsync(Terminal terminal, string path, CancellationToken cancellationToken) =>
        JwkSet.TryParse(await ReadAsync(terminal, path, 1024 * 1024, cancellationToken), out var keys, out var refusal)
            ? keys
            : throw new CliException(CliFaults.FileMalformed, $"{path}: {refusal}");

    public static Uri Address(string text, string option) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme is "http" or "https")
            ? address
            : throw new CliException(CliFaults.OptionWrong, option);
}
