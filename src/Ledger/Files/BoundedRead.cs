namespace Ledger.Files;

/// <summary>Reads input of unknown length without reading more than a limit.</summary>
public static class BoundedRead
{
    private const int PieceLength = 64 * 1024;

    /// <summary>Reads a stream to its end, or until just above a limit. The caller compares the length to see that the input is too long.</summary>
    /// <param name="stream">The stream; left open.</param>
    /// <param name="limit">The most bytes that the caller accepts; 0 or more.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>All bytes. More than <paramref name="limit"/> bytes if the stream is longer than the limit.</returns>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static async Task<byte[]> ReadUpToAsync(Stream stream, int limit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var buffer = new MemoryStream();
        var piece = new byte[PieceLength];
        int read;
        while (buffer.Length <= limit && (read = await stream.ReadAsync(piece, cancellationToken)) > 0)
        {
            buffer.Write(piece, 0, read);
        }

        return buffer.ToArray();
    }
}
