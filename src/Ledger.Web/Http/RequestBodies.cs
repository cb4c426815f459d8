using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Ledger.Log;

namespace Ledger.Web.Http;

/// <summary>
/// Tells what is wrong with a request's body from what is wrong with this node: the server throws an
/// <see cref="IOException"/> of its own for a chunk size that no number holds, as a disk would.
/// </summary>
internal static class RequestBodies
{
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
    public static async ValueTask<T> ExplainAsync<T>(ValueTask<T> reading)
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
