using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ledger.Anchoring;
using Nethereum.JsonRpc.Client;
using Nethereum.JsonRpc.Client.RpcMessages;

namespace Ledger.Ethereum.Rpc;

/// <summary>
/// Nethereum's client for one endpoint, over HTTP. It adds what Nethereum's own does not have: cancellation, a time limit for each question, a
/// limit to the answer, the check of the envelope, the node's reason under HTTP 400 and 500. Each question is asked once: the caller decides
/// whether to retry. Safe for use from many threads.
/// </summary>
/// <param name="http">Owned by the caller.</param>
/// <param name="endpoint">Who is asked.</param>
/// <param name="timeout">For one whole answer.</param>
internal sealed class EndpointClient(HttpClient http, RpcEndpoint endpoint, TimeSpan timeout) : ClientBase
{
    /// <summary>An answer above this is refused unread: no honest answer to our questions gets near it.</summary>
    public const int MaxAnswerBytes = 16 * 1024 * 1024;

    private const int MaxBatch = 100;
    private static readonly JsonSerializerOptions Json = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };
    private readonly Memory _memory = new();
    private CancellationToken _cancellation; // Nethereum's methods take none; set once, by Under

    /// <summary>The same client, whose questions end when the token is cancelled.</summary>
    public EndpointClient Under(CancellationToken cancellationToken)
    {
        var bound = (EndpointClient)MemberwiseClone();
        bound._cancellation = cancellationToken;
        return bound;
    }

    /// <summary>One call.</summary>
    /// <exception cref="ChainUnavailableException">The endpoint did not answer, or not as JSON-RPC does.</exception>
    public async ValueTask<RpcResponseMessage> AskAsync(RpcRequest request, CancellationToken cancellationToken) =>
        (await AskAllAsync([request], cancellationToken))[0];

    /// <summary>
    /// Several calls, as batches of at most 100, or one at a time where the endpoint refuses batches; the answers are in the order of the calls.
    /// </summary>
    /// <exception cref="ChainUnavailableException">As for one call. An error in one answer is that answer's, not thrown.</exception>
    public async ValueTask<RpcResponseMessage[]> AskAllAsync(IReadOnlyList<RpcRequest> requests, CancellationToken cancellationToken)
    {
        var client = Under(cancellationToken);
        var answers = new List<RpcResponseMessage>(requests.Count);
        foreach (var batch in requests.Select(request => new RpcRequestMessage(request.Id, request.Method, request.RawParameters)).Chunk(MaxBatch))
        {
            answers.AddRange(await client.SendAsync(batch));
        }

        return [.. answers];
    }

    /// <inheritdoc/>
    public override async Task<RpcResponseMessage> SendAsync(RpcRequestMessage rpcRequestMessage, string? route = null)
    {
        rpcRequestMessage.Id = _memory.TakeIds(1);
        return RpcEnvelope.Read(await PostAsync(rpcRequestMessage, isBatch: false), rpcRequestMessage);
    }

    /// <inheritdoc/>
    public override T DecodeResult<T>(RpcResponseMessage rpcResponseMessage) => rpcResponseMessage.ResultSystemTextJson.Deserialize<T>()!;

    /// <inheritdoc/>
    protected override async Task<RpcResponseMessage[]> SendAsync(RpcRequestMessage[] requests)
    {
        if (requests.Length > 1 && !_memory.RefusesBatches && await TrySendBatchAsync(requests) is { } together)
        {
            return together;
        }

        var answers = new List<RpcResponseMessage>(requests.Length);
        foreach (var request in requests)
        {
            answers.Add(await SendAsync(request));
        }

        // Only now: an endpoint that is out of order refuses single calls too.
        _memory.RefusesBatches |= requests.Length > 1;
        return [.. answers];
    }

    /// <summary>Null when the endpoint refuses to take several calls at once.</summary>
    private async ValueTask<RpcResponseMessage[]?> TrySendBatchAsync(RpcRequestMessage[] requests)
    {
        var firstId = _memory.TakeIds(requests.Length);
        for (var i = 0; i < requests.Length; i++)
        {
            requests[i].Id = firstId + i;
        }

        var body = await PostAsync(requests, isBatch: true);
        return body is null ? null : RpcEnvelope.ReadBatch(body, requests);
    }

    /// <summary>The body of the answer; null when a batch is refused by the HTTP status.</summary>
    private async ValueTask<byte[]?> PostAsync(object request, bool isBatch)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(_cancellation);
        limited.CancelAfter(timeout);
        using var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(request, Json));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var message = new HttpRequestMessage(HttpMethod.Post, endpoint.Address) { Content = content };
        if (endpoint.Address.UserInfo.Length > 0)
        {
            var user = System.Text.Encoding.UTF8.GetBytes(Uri.UnescapeDataString(endpoint.Address.UserInfo));
            message.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(user));
        }

        try
        {
            using var response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, limited.Token);
            if (isBatch && (int)response.StatusCode is >= 400 and < 500 && response.StatusCode is not HttpStatusCode.TooManyRequests)
            {
                return null;
            }

            // Some nodes send JSON-RPC errors with an HTTP error status; those are still answers.
            if (!response.IsSuccessStatusCode
                && !(response is { StatusCode: HttpStatusCode.BadRequest or HttpStatusCode.InternalServerError, Content.Headers.ContentType.MediaType: "application/json" }))
            {
                var reason = response.StatusCode is HttpStatusCode.Forbidden ? await ReadAsync(response, limited.Token) : [];
                throw HostRefusal.Find(endpoint, response.StatusCode, reason)
                    ?? new ChainUnavailableException($"The endpoint {endpoint} answered with HTTP status {(int)response.StatusCode}.");
            }

            return await ReadAsync(response, limited.Token);
        }
        catch (OperationCanceledException) when (!_cancellation.IsCancellationRequested)
        {
            throw new ChainUnavailableException($"The endpoint {endpoint} did not answer within {timeout.TotalSeconds:0.#} s.");
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
        catch (InvalidDataException)
        {
            throw new ChainUnavailableException($"The endpoint {endpoint} answered with a body that does not decompress.");
        }
    }

    private static async ValueTask<byte[]> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await response.Content.LoadIntoBufferAsync(MaxAnswerBytes, cancellationToken);
        return await response.Content.ReadAsByteArrayAsync(cancellationToken);
    }

    /// <summary>What the clients of one endpoint have in common.</summary>
    private sealed class Memory
    {
        private long _lastId;

        /// <summary>Set once, by whichever call finds out; a race costs one more batch.</summary>
        public volatile bool RefusesBatches;

        /// <summary>The first of so many ids in a row.</summary>
        public long TakeIds(int count) => Interlocked.Add(ref _lastId, count) - count + 1;
    }
}
