using System.Diagnostics;
using System.Net;

namespace Ledger.Cli.Bench;

/// <summary>
/// Concurrent callers of one server. Each has a connection of its own, and sends its next request when it has read the whole answer to the last one.
/// Safe for one turn at a time.
/// </summary>
internal sealed class HttpCallers(Uri server) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
    })
    {
        BaseAddress = server,
    };

    /// <summary>Runs one turn.</summary>
    /// <param name="callers">The number of callers.</param>
    /// <param name="next">Makes the next request. Null ends the turn. Called from several threads at once.</param>
    /// <param name="answered">Receives each answer. Called from several threads at once.</param>
    /// <param name="cancellationToken">Cancels the turn.</param>
    /// <exception cref="InvalidOperationException">An answer is not a success, so the measurement has no meaning.</exception>
    public async Task<HttpTurn> RunAsync(int callers, Func<HttpRequestMessage?> next, Action<HttpResponseMessage> answered, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        var all = await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => CallAsync(next, answered, cancellationToken)));
        return new HttpTurn([.. all.SelectMany(one => one.Times)], Stopwatch.GetElapsedTime(start), all.Sum(one => one.AnswerBytes));
    }

    /// <summary>Sends one request outside a measurement.</summary>
    /// <returns>The body of the answer.</returns>
    /// <exception cref="InvalidOperationException">The answer is not a success.</exception>
    public async Task<string> ReadAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using (request)
        {
            using var answer = await _http.SendAsync(request, cancellationToken);
            await EnsureSuccessAsync(answer, cancellationToken);
            return await answer.Content.ReadAsStringAsync(cancellationToken);
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<(List<TimeSpan> Times, long AnswerBytes)> CallAsync(
        Func<HttpRequestMessage?> next, Action<HttpResponseMessage> answered, CancellationToken cancellationToken)
    {
        var times = new List<TimeSpan>();
        var bytes = 0L;
        while (next() is { } request)
        {
            using (request)
            {
                var start = Stopwatch.GetTimestamp();
                using var answer = await _http.SendAsync(request, cancellationToken);
                var body = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
                times.Add(Stopwatch.GetElapsedTime(start));
                bytes += body.Length;
                await EnsureSuccessAsync(answer, cancellationToken);
                answered(answer);
            }
        }

        return (times, bytes);
    }

    private static async Task EnsureSuccessAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        if (answer.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.Created))
        {
            throw new InvalidOperationException($"{(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(cancellationToken)}");
        }
    }
}
