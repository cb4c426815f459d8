using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Verify.Tests;

namespace Ledger.Ethereum.Tests.Rpc;

/// <summary>
/// Endpoints that misbehave on demand. Each method of each host has an answer: a result, an error, or anything that the test sends. The chain id is
/// 31337 and there is one block 0, unless a test sets others.
/// </summary>
internal sealed class FakeNode : HttpMessageHandler, IHttpClientFactory
{
    public const string Genesis = "0x1111111111111111111111111111111111111111111111111111111111111111";
    private readonly Dictionary<(string Host, string Method), Func<JsonElement, JsonNode?>> _answers = [];

    /// <summary>Replaces the whole HTTP answer of a host.</summary>
    public Dictionary<string, Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>>> Hosts { get; } = [];

    /// <summary>The answer to a whole batch. Null when each call in it is answered.</summary>
    public Func<HttpResponseMessage>? Batches { get; set; }

    /// <summary>The HTTP status of an answer with an error.</summary>
    public HttpStatusCode ErrorStatus { get; set; } = HttpStatusCode.OK;

    /// <summary>The number of batches received.</summary>
    public int BatchCount { get; private set; }

    /// <summary>Every method that was called, with its host, in order.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>The last authorisation header received.</summary>
    public string? Authorization { get; private set; }

    public HttpClient CreateClient(string name) => new(this, disposeHandler: false);

    public FakeNode Answer(string method, JsonNode? result, string host = "*") => AnswerWith(method, _ => Result(result?.ToJsonString() ?? "null"), host);

    public FakeNode Fail(string method, long code, string message, string? data = null, string host = "*") =>
        AnswerWith(method, _ => new JsonObject { ["error"] = Error(code, message, data) }, host);

    /// <param name="method">The method.</param>
    /// <param name="answer">Returns an object with <c>result</c> or <c>error</c>, given the parameters.</param>
    /// <param name="host">The host; <c>*</c> for all.</param>
    public FakeNode AnswerWith(string method, Func<JsonElement, JsonNode?> answer, string host = "*")
    {
        _answers[(host, method)] = answer;
        return this;
    }

    public static JsonObject Result(string json) => new() { ["result"] = JsonNode.Parse(json) };

    public static JsonObject Block(long number, string hash = Genesis, string? baseFee = "0x7") => new()
    {
        ["number"] = $"0x{number:x}",
        ["hash"] = hash,
        ["timestamp"] = "0x65000000",
        ["baseFeePerGas"] = baseFee,
    };

    public static HttpResponseMessage Json(string body, HttpStatusCode status = HttpStatusCode.OK) =>
        new(status) { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Authorization = request.Headers.Authorization?.ToString();
        var host = request.RequestUri!.Host;
        var body = JsonVectors.Parse(await request.Content!.ReadAsStringAsync(cancellationToken));
        lock (Asked)
        {
            Asked.AddRange((body.ValueKind is JsonValueKind.Array ? body.EnumerateArray() : Enumerable.Repeat(body, 1))
                .Select(call => $"{host} {call.GetProperty("method").GetString()}"));
        }

        if (Hosts.TryGetValue(host, out var whole))
        {
            return await whole(request, cancellationToken);
        }

        if (body.ValueKind is JsonValueKind.Array)
        {
            BatchCount++;
            return Batches?.Invoke() ?? Json([.. body.EnumerateArray().Select(call => Reply(host, call)).Reverse()]);
        }

        return Json([Reply(host, body)], isBatch: false);
    }

    private HttpResponseMessage Json(JsonObject[] replies, bool isBatch = true) => Json(
        isBatch ? new JsonArray([.. replies]).ToJsonString() : replies[0].ToJsonString(),
        replies.Any(reply => reply.ContainsKey("error")) ? ErrorStatus : HttpStatusCode.OK);

    private JsonObject Reply(string host, JsonElement call)
    {
        var method = call.GetProperty("method").GetString()!;
        var parameters = call.GetProperty("params");
        var answer = _answers.GetValueOrDefault((host, method)) ?? _answers.GetValueOrDefault(("*", method));
        var reply = (JsonObject?)answer?.Invoke(parameters) ?? Default(method, parameters);
        reply["jsonrpc"] = "2.0";
        reply["id"] = call.GetProperty("id").GetInt64();
        return reply;
    }

    private static JsonObject Default(string method, JsonElement parameters) => method switch
    {
        "eth_chainId" => Result("\"0x7a69\""),
        "eth_getBlockByNumber" when parameters[0].GetString() == "0x0" => Result(Block(0).ToJsonString()),
        _ => new JsonObject { ["error"] = Error(-32601, "Method not found", null) },
    };

    private static JsonObject Error(long code, string message, string? data) => new() { ["code"] = code, ["message"] = message, ["data"] = data };
}
