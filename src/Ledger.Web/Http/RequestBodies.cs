using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Ledger.Log;

namespace Ledger.Web.Http;

/// <summary>
/// Reads request bodies. Keeps what is wrong with a body apart from what is wrong with this node: the server throws an
/// <see cref="IOException"/> for a chunk size that no number holds, as a disk would.
/// </summary>
internal static class RequestBodies
{
    private const int PieceLength = 16 * 1024;

    /// <summary>Reads a whole body.</summary>
    /// <returns>Null when it is longer than the limit, which is found without reading the rest.</returns>
    /// <exception cref="BadHttpRequestException">It cannot be read to its end.</exception>
    public static async Task<byte[]?> ReadAsync(HttpRequest request, int limit, CancellationToken cancellationToken)
    {
        if (request.ContentLength > limit)
        {
            return null;
        }

        using var buffer = new MemoryStream();
        var piece = new byte[PieceLength];
        int read;
        while ((read = await ExplainAsync(request.Body.ReadAsync(piece, cancellationToken))) > 0)
        {
            if (buffer.Length + read > limit)
            {
                return null;
            }

            buffer.Write(piece, 0, read);
        }

        return buffer.ToArray();
    }

    /// <summary>The lines of the body, as they come.</summary>
    /// <exception cref="BadHttpRequestException">It cannot be read to its end.</exception>
    public static async IAsyncEnumerable<InputLine> ReadLinesAsync(PipeReader body, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var lines = LineReader.ReadAsync(body, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await ExplainAsync(lines.MoveNextAsync()))
        {
            yield return lines.Current;
        }
    }

    /// <summary>Waits for a read of a body.</summary>
    /// <exception cref="BadHttpRequestException">It cannot be read to its end.</exception>
    private static async ValueTask<T> ExplainAsync<T>(ValueTask<T> reading)
    {
        try
        {
            return await reading;
        }
        catch (IOException problem) when (problem is not BadHttpRequestException)
        {
            throw new BadHttpRequestException("The body cannot be read to its end.", problem);
        }
    }
}
