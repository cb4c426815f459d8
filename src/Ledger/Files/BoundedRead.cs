namespace Ledger.Files;

/// <summary>Reads input whose length nobody has vouched for.</summary>
public static class BoundedRead
{
    private const int PieceLength = 64 * 1024;

    /// <summary>Reads a stream to its end, or one piece beyond a limit: enough for the caller to see that it is too long.</summary>
    /// <param name="stream">The stream; left open.</param>
    /// <param name="limit">The most bytes that the caller takes; 0 or more.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>All bytes; more than <paramref name="limit"/> when there are more.</returns>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static async Task<byte[]> UpToAsync(Stream stream, int limit, CancellationToken cancellationToken)
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
