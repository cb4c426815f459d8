using System.Net;
using System.Net.Http.Headers;
using Ledger.Anchoring;

namespace Ledger.Ethereum.Rpc;

/// <summary>
/// JSON-RPC over HTTP to one endpoint at a time. Each question is asked once: who wants to try again decides so with the whole picture.
/// Safe for use from many threads.
/// </summary>
internal sealed class JsonRpcClient : IDisposable
{
    /// <summary>Above this an answer is refused unread: no honest answer to our questions gets near it.</summary>
    public const int MaxAnswerBytes = 16 * 1024 * 1024;

    private const int MaxBatch = 100;
    private readonly HttpClient _http;
    private readonly TimeSpan _timeout;
    private long _nextId;

    /// <param name="handler">Owned and disposed by this client.</param>
    /// <param name="timeout">For one whole answer.</param>
    public JsonRpcClient(HttpMessageHandler handler, TimeSpan timeout)
    {
        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = MaxAnswerBytes };
        _timeout = timeout;
    }

    /// <summary>A handler for real endpoints: no proxies or redirects, so that what was configured is what is asked.</summary>
    public static HttpMessageHandler CreateHandler() => new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.GZip,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ConnectTimeout = TimeSpan.FromSeconds(5),
    };

    /// <summary>One call.</summary>
    /// <exception cref="ChainUnavailableException">The endpoint did not answer, or not as JSON-RPC does.</exception>
    public async ValueTask<RpcAnswer> AskAsync(RpcEndpoint endpoint, RpcCall call, CancellationToken cancellationToken) =>
        (await AskAllAsync(endpoint, [call], cancellationToken))[0];

    /// <summary>Several calls, as batches of at most 100; the answers are in the order of the calls.</summary>
    /// <exception cref="ChainUnavailableException">As for one call. An error in one answer is that answer's, not thrown.</exception>
    public async ValueTask<RpcAnswer[]> AskAllAsync(RpcEndpoint endpoint, IReadOnlyList<RpcCall> calls, CancellationToken cancellationToken)
    {
        var answers = new List<RpcAnswer>(calls.Count);
        foreach (var batch in calls.Chunk(MaxBatch))
        {
            var firstId = Interlocked.Add(ref _nextId, batch.Length) - batch.Length + 1;
            var body = await PostAsync(endpoint, RpcWire.Write(batch, firstId), cancellationToken);
            answers.AddRange(RpcWire.Read(body, batch, firstId));
        }

        return [.. answers];
    }

    public void Dispose() => _http.Dispose();

    private async ValueTask<byte[]> PostAsync(RpcEndpoint endpoint, byte[] request, CancellationToken cancellationToken)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(_timeout);
        using var content = new ByteArrayContent(request);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var message = new HttpRequestMessage(HttpMethod.Post, endpoint.Address) { Content = content };
        if (endpoint.Address.UserInfo.Length > 0)
        {
            var user = System.Text.Encoding.UTF8.GetBytes(Uri.UnescapeDataString(endpoint.Address.UserInfo));
            message.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(user));
        }

        try
        {
            using var response = await _http.SendAsync(message, HttpCompletionOption.ResponseContentRead, limited.Token);
            var body = await response.Content.ReadAsByteArrayAsync(limited.Token);

            // Some nodes send JSON-RPC errors with an HTTP error status; those are still answers.
            return response.IsSuccessStatusCode || IsJson(response)
                ? body
                : throw HostRefusal.Find(endpoint, response.StatusCode, body)
                    ?? new ChainUnavailableException($"The endpoint {endpoint} answered with HTTP status {(int)response.StatusCode}.");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ChainUnavailableException($"The endpoint {endpoint} did not answer within {_timeout.TotalSeconds:0.#} s.");
        }
        catch (HttpRequestException exception) when (exception.HttpRequestError is HttpRequestError.ConfigurationLimitExceeded)
        {
            throw new AnswerTooLargeException($"The endpoint {endpoint} answered with more than {MaxAnswerBytes} bytes.");
        }
        catch (HttpRequestException exception)
        {
            // The inner exception stays out: its text can hold the whole address.
            throw new ChainUnavailableException($"The endpoint {endpoint} could not be asked: {exception.HttpRequestError}.");
        }
    }

    private static bool IsJson(HttpResponseMessage response) =>
        response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.InternalServerError
        && response.Content.Headers.ContentType?.MediaType is "application/json";
}

/// <summary>The endpoint answered, with more than this client reads: ask for less.</summary>
internal sealed class AnswerTooLargeException(string message) : ChainUnavailableException(message);
