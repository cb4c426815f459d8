using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ledger.Web.Tests.Mirroring;

/// <summary>Stands between a node and its chain: counts what is asked, and falls silent or lies when a test says so.</summary>
internal sealed class ChainProxy : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly HttpClient _http = new();
    private readonly Uri _chain;
    private readonly Task _serving;
    private int _requests;
    private int _lies;

    public ChainProxy(string chain)
    {
        _chain = new Uri(chain);
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Address = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/";
        }

        _listener.Prefixes.Add(Address);
        _listener.Start();
        _serving = ServeAsync();
    }

    public string Address { get; }

    public int Requests => Volatile.Read(ref _requests);

    public bool IsSilent { get; set; }

    /// <summary>
    /// The beginning of the call data for which it lies: it asks the chain about something that is not there, and hands that answer on as the one
    /// to the question it was asked.
    /// </summary>
    public string? LiesAbout { get; set; }

    /// <summary>A method that it does not know; questions that come with one in a batch fail, too.</summary>
    public string? UnknownMethod { get; set; }

    /// <summary>How often it lied.</summary>
    public int Lies => Volatile.Read(ref _lies);

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving;
        _http.Dispose();
    }

    private async Task ServeAsync()
    {
        var answering = new List<Task>();
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception closed) when (closed is ObjectDisposedException or HttpListenerException)
            {
                await Task.WhenAll(answering);
                return;
            }

            answering.Add(AnswerAsync(context));
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        Interlocked.Increment(ref _requests);
        try
        {
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
        catch (Exception problem) when (problem is HttpListenerException or HttpRequestException or ObjectDisposedException)
        {
            context.Response.Abort(); // One side is gone; the other sees a broken connection.
        }
    }

    private static JsonNode Refuse(JsonNode question) => question is JsonArray batch
        ? new JsonArray([.. batch.Select(one => Refuse(one!))])
        : new JsonObject
        {
            ["jsonrpc"] = "2.0", ["id"] = question["id"]!.DeepClone(), ["error"] = new JsonObject { ["code"] = -32601, ["message"] = "Method not found" },
        };

    private byte[] Twist(byte[] asked, string call)
    {
        var question = JsonNode.Parse(asked)!; // What a node asks is never the text null.
        foreach (var one in question is JsonArray batch ? batch.OfType<JsonNode>().ToArray() : [question])
        {
            if (one["method"]!.GetValue<string>() == "eth_call" && one["params"]![0]!["data"]!.GetValue<string>() is var data && data.StartsWith(call, StringComparison.Ordinal))
            {
                one["params"]![0]!["data"] = data[..^1] + (data[^1] == '0' ? '1' : '0'); // The last argument is another then.
                Interlocked.Increment(ref _lies);
            }
        }

        return JsonSerializer.SerializeToUtf8Bytes(question);
    }
}
