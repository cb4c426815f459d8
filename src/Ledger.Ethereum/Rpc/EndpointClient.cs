using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ledger.Anchoring;
using Ledger.Verify.Faults;
using Nethereum.JsonRpc.Client;
using Nethereum.JsonRpc.Client.RpcMessages;

namespace Ledger.Ethereum.Rpc;

/// <summary>
/// A client of Nethereum for one endpoint, over HTTP. It adds what the client of Nethereum lacks: cancellation, a time limit for each question, a
/// size limit for the answer, a check of the envelope, and the error of the node when the HTTP status is 400 or 500. It asks each question once;
/// the caller decides about retries. Thread-safe.
/// </summary>
/// <param name="http">The HTTP client, owned by the caller.</param>
/// <param name="endpoint">The endpoint.</param>
/// <param name="timeout">The time limit for a complete answer.</param>
internal sealed class EndpointClient(HttpClient http, RpcEndpoint endpoint, TimeSpan timeout) : ClientBase
{
    /// <summary>A longer answer is refused unread. No honest answer to our questions is nearly that long.</summary>
    public const int MaxAnswerBytes = 16 * 1024 * 1024;

    private const int MaxBatch = 100;
    private static readonly JsonSerializerOptions Json = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };
    private readonly Memory _memory = new();
    private CancellationToken _cancellation; // The methods of Nethereum take no token. Set once, by Under.

    /// <summary>Returns the same client with a cancellation token for its questions.</summary>
    public EndpointClient Under(CancellationToken cancellationToken)
    {
        var bound = (EndpointClient)MemberwiseClone();
        bound._cancellation = cancellationToken;
        return bound;
    }

    /// <summary>Makes one call.</summary>
    /// <exception cref="FaultException">The endpoint did not answer, or not with JSON-RPC.</exception>
    public async ValueTask<RpcResponseMessage> AskAsync(RpcRequest request, CancellationToken cancellationToken) =>
        (await AskAllAsync([request], cancellationToken))[0];

    /// <summary>
    /// Makes several calls, in batches of at most 100, or one at a time when the endpoint refuses batches. The answers are in the order of the
    /// calls.
    /// </summary>
    /// <exception cref="FaultException">As for one call. An error in one answer is not thrown here.</exception>
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

        // Only after single calls worked, because an endpoint with a problem refuses those too.
        _memory.RefusesBatches |= requests.Length > 1;
        return [.. answers];
    }

    /// <summary>Sends a batch. Null when the endpoint refuses batches.</summary>
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

    /// <summary>Returns the body of the answer. Null when the HTTP status refuses a batch.</summary>
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

            // Some nodes send JSON-RPC errors with an HTTP error status. They still are answers.
            if (!response.IsSuccessStatusCode
                && !(response is { StatusCode: HttpStatusCode.BadRequest or HttpStatusCode.InternalServerError, Content.Headers.ContentType.MediaType: "application/json" }))
            {
                var reason = response.StatusCode is HttpStatusCode.Forbidden ? await ReadAsync(response, limited.Token) : [];
                throw HostRefusal.Find(endpoint, response.StatusCode, reason)
                    ?? ChainOutages.Create($"The endpoint {endpoint} answered with HTTP status {(int)response.StatusCode}.");
            }

            return await ReadAsync(response, limited.Token);
        }
        catch (OperationCanceledException) when (!_cancellation.IsCancellationRequested)
        {
            throw ChainOutages.Create($"The endpoint {endpoint} did not answer within {timeout.TotalSeconds:0.#} s.");
        }
        catch (HttpRequestException exception) when (exception.HttpRequestError is HttpRequestError.ConfigurationLimitExceeded)
        {
            throw new AnswerTooLargeException($"The endpoint {endpoint} answered with more than {MaxAnswerBytes} bytes.");
        }
        catch (HttpRequestException exception)
        {
            // The inner exception is left out, because its text can contain the full address.
            throw ChainOutages.Create($"The endpoint {endpoint} could not be asked: {exception.HttpRequestError}.");
        }
        catch (InvalidDataException)
        {
            throw ChainOutages.Create($"The endpoint {endpoint} answered with a body that does not decompress.");
        }
    }

    private static async ValueTask<byte[]> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await response.Content.LoadIntoBufferAsync(MaxAnswerBytes, cancellationToken);
        return await response.Content.ReadAsByteArrayAsync(cancellationToken);
    }

    /// <summary>The state shared by the clients of one endpoint.</summary>
    private sealed class Memory
    {
        private long _lastId;

        /// <summary>Set once, by the call that finds out. A race costs one more batch.</summary>
        public volatile bool RefusesBatches;

        /// <summary>Reserves consecutive ids and returns the first.</summary>
        public long TakeIds(int count) => Interlocked.Add(ref _lastId, count) - count + 1;
    }
}
