using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Ledger.Log;

namespace Ledger.Web.Http;

/// <summary>
/// Reads request bodies. Separates the errors of a body from those of this node. For a malformed chunk size the server throws an
/// <see cref="IOException"/>, the same type as for a disk error.
/// </summary>
internal static class RequestBodies
{
    private const int PieceLength = 16 * 1024;

    /// <summary>Reads a whole body.</summary>
    /// <returns>Null when the body is longer than the limit. The rest is then not read.</returns>
    /// <exception cref="BadHttpRequestException">The body cannot be read to its end.</exception>
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

    /// <summary>Reads the lines of a body as they arrive.</summary>
    /// <exception cref="BadHttpRequestException">The body cannot be read to its end.</exception>
    public static async IAsyncEnumerable<InputLine> ReadLinesAsync(PipeReader body, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var lines = LineReader.ReadAsync(body, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await ExplainAsync(lines.MoveNextAsync()))
        {
            yield return lines.Current;
        }
    }

    /// <summary>Waits for a read, and turns the error of a body into a <see cref="BadHttpRequestException"/>.</summary>
    /// <exception cref="BadHttpRequestException">The body cannot be read to its end.</exception>
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
