using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Ledger.Ethereum.Encoding;
using Ledger.Ethereum.Generated.RecordStatus;

namespace Ledger.Chain.Tests.Proxies;

/// <summary>The fault of a proxy.</summary>
internal enum ProxyFault
{
    None,

    /// <summary>Accepts a request and never answers.</summary>
    Hangs,

    /// <summary>Closes every connection.</summary>
    Refuses,

    /// <summary>Answers every call with a JSON-RPC error.</summary>
    Errs,

    /// <summary>Answers every request with HTTP status 503.</summary>
    IsBusy,

    /// <summary>Reports another chain id.</summary>
    OtherChain,

    /// <summary>Shows another block 0.</summary>
    OtherGenesis,

    /// <summary>Claims a newest block that is a hundred blocks ahead.</summary>
    ClaimsMore,

    /// <summary>Shows the newest block from the start of the fault, and no later block.</summary>
    StandsStill,

    /// <summary>Forwards a transaction and then closes the connection without an answer.</summary>
    LosesAnswerToSend,

    /// <summary>Closes the connection without forwarding a transaction.</summary>
    LosesSend,

    /// <summary>Answers for every record that its status was never set.</summary>
    HidesStatuses,
}

/// <summary>A proxy between the client and one node, over real HTTP, with a fault that the test chooses.</summary>
internal sealed class FaultyProxy : IAsyncDisposable
{
    private static readonly string StatusSelector = Hex.Data(ContractAbi.Selector(typeof(StatusOfFunction)));

    private readonly Uri _node;
    private readonly HttpListener _listener = new();
    private readonly HttpClient _http = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _loop;
    private volatile ProxyFault _fault;
    private JsonObject _stoodAt = [];
    private int _asked;

    private FaultyProxy(Uri node, int port)
    {
        _node = node;
        Address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/"));
        _listener.Prefixes.Add(Address.ToString());
        _listener.Start();
        _loop = AcceptAsync();
    }

    public Uri Address { get; }

    public ProxyFault Fault => _fault;

    /// <summary>The number of requests so far.</summary>
    public int Asked => Volatile.Read(ref _asked);

    public static FaultyProxy Start(Uri node)
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        var port = ((IPEndPoint)probe.LocalEndpoint).Port;
        probe.Stop();
        return new FaultyProxy(node, port);
    }

    public async Task StartFaultAsync(ProxyFault fault)
    {
        var answer = await PassAsync("""{"jsonrpc":"2.0","id":1,"method":"eth_getBlockByNumber","params":["latest",false]}"""u8.ToArray());
        _stoodAt = JsonNode.Parse(answer)!["result"]!.AsObject();
        _fault = fault;
    }

    public void EndFault() => _fault = ProxyFault.None;

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Close();
        await _loop;
        _http.Dispose();
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        var running = new List<Task>();
        try
        {
            while (true)
            {
                running.Add(ServeAsync(await _listener.GetContextAsync()));
            }
        }
        catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
        {
            await Task.WhenAll(running);
        }
    }

    private async Task ServeAsync(HttpListenerContext context)
    {
        Interlocked.Increment(ref _asked);
        try
        {
            using var body = new MemoryStream();
            await context.Request.InputStream.CopyToAsync(body, _stopping.Token);
            if (await AnswerAsync(body.ToArray()) is not { } answer)
            {
                context.Response.Abort();
                return;
            }

            context.Response.StatusCode = _fault is ProxyFault.IsBusy ? 503 : 200;
            context.Response.ContentType = _fault is ProxyFault.IsBusy ? "text/plain" : "application/json";
            await context.Response.OutputStream.WriteAsync(answer, _stopping.Token);
            context.Response.Close();
        }
        catch (Exception gone) when (gone is HttpListenerException or OperationCanceledException or ObjectDisposedException or HttpRequestException or IOException)
        {
            context.Response.Abort();
        }
    }

    /// <summary>Makes the answer to a request. Null when the proxy does not answer.</summary>
    private async Task<byte[]?> AnswerAsync(byte[] body)
    {
        var fault = _fault;
        switch (fault)
        {
            case ProxyFault.Hangs:
                await Task.Delay(Timeout.InfiniteTimeSpan, _stopping.Token);
                return null;
            case ProxyFault.Refuses:
                return null;
            case ProxyFault.IsBusy:
                return "too many requests"u8.ToArray();
        }

        var questions = JsonNode.Parse(body)!;
        var isSend = Calls(questions).Any(call => (string?)call["method"] == "eth_sendRawTransaction");
        if (isSend && fault is ProxyFault.LosesSend)
        {
            return null;
        }

        if (fault is ProxyFault.Errs)
        {
            return Bytes(Map(questions, call => Error(call, "internal error")));
        }

        var answers = JsonNode.Parse(await PassAsync(body))!;
        if (isSend && fault is ProxyFault.LosesAnswerToSend)
        {
            return null;
        }

        var byId = Calls(answers).ToDictionary(answer => answer["id"]!.ToJsonString());
        return Bytes(Map(questions, call => Change(fault, call, (JsonObject)byId[call["id"]!.ToJsonString()].DeepClone())));
    }

    private JsonObject Change(ProxyFault fault, JsonObject call, JsonObject answer)
    {
        var method = (string?)call["method"];
        var first = call["params"] is JsonArray { Count: > 0 } parameters ? parameters[0] : null;
        var tag = first is JsonValue ? first.ToString() : null;
        var data = first is JsonObject { } view ? view["data"]?.ToString() : null;
        switch (fault, method)
        {
            case (ProxyFault.OtherChain, "eth_chainId"):
                answer["result"] = "0x1";
                break;
            case (ProxyFault.OtherGenesis, "eth_getBlockByNumber") when tag == "0x0":
                answer["result"]!["hash"] = "0x" + new string('2', 64);
                break;
            case (ProxyFault.ClaimsMore, "eth_getBlockByNumber") when tag == "latest":
                answer["result"]!["number"] = $"0x{Number(answer["result"]!["number"]!) + 100:x}";
                answer["result"]!["hash"] = "0x" + new string('3', 64);
                break;
            case (ProxyFault.StandsStill, "eth_getBlockByNumber") when tag == "latest" || IsLater(tag):
                answer["result"] = tag == "latest" ? _stoodAt.DeepClone() : null;
                break;
            case (ProxyFault.HidesStatuses, "eth_call") when data?.StartsWith(StatusSelector, StringComparison.Ordinal) == true:
                answer["result"] = "0x" + new string('0', 256);
                break;
        }

        return answer;
    }

    private bool IsLater(string? tag) => tag?.StartsWith("0x", StringComparison.Ordinal) == true && Convert.ToInt64(tag, 16) > Number(_stoodAt["number"]!);

    private async Task<byte[]> PassAsync(byte[] body)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new("application/json");
        using var response = await _http.PostAsync(_node, content, _stopping.Token);
        return await response.Content.ReadAsByteArrayAsync(_stopping.Token);
    }

    private static JsonObject Error(JsonObject call, string message) => new()
    {
        ["jsonrpc"] = "2.0",
        ["id"] = call["id"]!.DeepClone(),
        ["error"] = new JsonObject { ["code"] = -32603, ["message"] = message },
    };

    private static IEnumerable<JsonObject> Calls(JsonNode node) => node is JsonArray list ? list.Cast<JsonObject>() : [(JsonObject)node];

    private static JsonNode Map(JsonNode questions, Func<JsonObject, JsonNode> answer) =>
        questions is JsonArray list ? new JsonArray([.. list.Select(call => answer((JsonObject)call!))]) : answer((JsonObject)questions);

    private static byte[] Bytes(JsonNode node) => Encoding.UTF8.GetBytes(node.ToJsonString());

    private static long Number(JsonNode quantity) => Convert.ToInt64(quantity.ToString(), 16);
}
