using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Web.Tests.Running;

namespace Ledger.Web.Tests.Mirroring;

/// <summary>A proxy between a node and its chain. It counts requests, and stops answering or lies when a test sets it.</summary>
/// <param name="chain">The address of the chain.</param>
internal sealed class ChainProxy(string chain) : LoopbackServer
{
    private readonly HttpClient _http = new();
    private readonly Uri _chain = new(chain);
    private int _requests;
    private int _lies;

    public int Requests => Volatile.Read(ref _requests);

    public bool IsSilent { get; set; }

    /// <summary>
    /// The prefix of the call data for which the proxy lies. It asks the chain about something that does not exist, and returns this answer for the
    /// original question.
    /// </summary>
    public string? LiesAbout { get; set; }

    /// <summary>A method that the proxy refuses. The other calls of the same batch fail too.</summary>
    public string? UnknownMethod { get; set; }

    /// <summary>The number of lies so far.</summary>
    public int Lies => Volatile.Read(ref _lies);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _http.Dispose();
    }

    protected override async Task AnswerAsync(HttpListenerContext context)
    {
        Interlocked.Increment(ref _requests);
        if (IsSilent)
        {
            context.Response.StatusCode = 503;
            context.Response.Close();
            return;
        }

        using var asked = new MemoryStream();
        await context.Request.InputStream.CopyToAsync(asked);
        if (UnknownMethod is { } method && JsonNode.Parse(asked.ToArray()) is { } question && question.ToJsonString().Contains($"\"{method}\"", StringComparison.Ordinal))
        {
            context.Response.Close(JsonSerializer.SerializeToUtf8Bytes(Refuse(question)), willBlock: false);
            return;
        }

        using var content = new ByteArrayContent(LiesAbout is { } call ? Twist(asked.ToArray(), call) : asked.ToArray());
        content.Headers.ContentType = new("application/json");
        using var answer = await _http.PostAsync(_chain, content);
        var body = await answer.Content.ReadAsByteArrayAsync();
        context.Response.StatusCode = (int)answer.StatusCode;
        context.Response.ContentType = "application/json";
        context.Response.Close(body, willBlock: false);
    }

    private static JsonNode Refuse(JsonNode question) => question is JsonArray batch
        ? new JsonArray([.. batch.Select(one => Refuse(one!))])
        : new JsonObject
        {
            ["jsonrpc"] = "2.0",
            ["id"] = question["id"]!.DeepClone(),
            ["error"] = new JsonObject { ["code"] = -32601, ["message"] = "Method not found" },
        };

    private byte[] Twist(byte[] asked, string call)
    {
        var question = JsonNode.Parse(asked)!; // Not null, because a node never sends the text null.
        foreach (var one in question is JsonArray batch ? batch.OfType<JsonNode>().ToArray() : [question])
        {
            if (one["method"]!.GetValue<string>() == "eth_call" && one["params"]![0]!["data"]!.GetValue<string>() is var data && data.StartsWith(call, StringComparison.Ordinal))
            {
                one["params"]![0]!["data"] = data[..^1] + (data[^1] == '0' ? '1' : '0'); // Changes the last argument.
                Interlocked.Increment(ref _lies);
            }
        }

        return JsonSerializer.SerializeToUtf8Bytes(question);
    }
}
