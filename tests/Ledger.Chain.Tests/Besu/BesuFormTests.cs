using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Ledger.Chain.Tests.Besu;

/// <summary>Tests, over plain HTTP, the forms of the stand-in's answers, which the client must read.</summary>
public sealed class BesuFormTests(BesuBench bench) : IClassFixture<BesuBench>, IDisposable
{
    private readonly HttpClient _http = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task Request_ByAHostNameNotInTheList_Gets403WithoutAnEnvelope()
    {
        var (status, type, answer) = await PostAsync(bench.Node.AddressNotAllowed, """{"jsonrpc":"2.0","id":1,"method":"eth_chainId","params":[]}""");

        Assert.Equal((HttpStatusCode.Forbidden, "application/json"), (status, type));
        Assert.Equal("""{"message":"Host not authorized."}""", answer.ToJsonString());
    }

    [Theory]
    [InlineData("eth_getBlockByNumber", """["finalized",false]""", -39001, "Unknown block")]
    [InlineData("eth_getBlockByNumber", """["safe",false]""", -39001, "Unknown block")]
    [InlineData("eth_getBalance", """["0x00000000000000000000000000000000000000aa","finalized"]""", -39001, "Unknown block")]
    [InlineData("eth_getLogs", """[{"fromBlock":"0x0","toBlock":"0x2711"}]""", -32005, "Requested range exceeds maximum RPC range limit")]
    [InlineData("eth_sendRawTransaction", """["0x02"]""", -32602, "Invalid params")]
    [InlineData("txpool_status", "[]", -32604, "Method not enabled")]
    [InlineData("anvil_mine", """["0x1"]""", -32601, "Method not found")]
    public async Task Call_ThatBesuRefuses_HasItsCodeAndMessage(string method, string parameters, int code, string message)
    {
        var (status, _, answer) = await PostAsync(bench.Node.Address, $$"""{"jsonrpc":"2.0","id":7,"method":"{{method}}","params":{{parameters}}}""");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal($$$"""{"jsonrpc":"2.0","id":7,"error":{"code":{{{code}}},"message":"{{{message}}}"}}""", answer.ToJsonString());
    }

    [Fact]
    public async Task Logs_OfTheLargestRange_AreAnswered()
    {
        var (_, _, answer) = await PostAsync(
            bench.Node.Address, """{"jsonrpc":"2.0","id":1,"method":"eth_getLogs","params":[{"fromBlock":"0x0","toBlock":"0x2710"}]}""");

        Assert.NotEmpty(answer["result"]!.AsArray());
    }

    [Fact]
    public async Task Batch_AboveTheLimit_IsOneErrorWithoutAnId()
    {
        var call = """{"jsonrpc":"2.0","id":1,"method":"eth_chainId","params":[]}""";

        var (status, _, refused) = await PostAsync(bench.Node.Address, $"[{string.Join(',', Enumerable.Repeat(call, 101))}]");
        var (_, _, answered) = await PostAsync(bench.Node.Address, $"[{string.Join(',', Enumerable.Repeat(call, 100))}]");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("""{"jsonrpc":"2.0","id":null,"error":{"code":-32005,"message":"Number of requests exceeds max batch size"}}""", refused.ToJsonString());
        Assert.Equal(100, answered.AsArray().Count);
    }

    [Fact]
    public async Task Request_ThatIsNotJson_Gets400()
    {
        var (status, _, answer) = await PostAsync(bench.Node.Address, "eth_chainId");

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(-32700, (int?)answer["error"]!["code"]);
    }

    private async Task<(HttpStatusCode Status, string? Type, JsonNode Answer)> PostAsync(Uri address, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await _http.PostAsync(address, content, Cancel);
        return (response.StatusCode, response.Content.Headers.ContentType?.MediaType, JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancel))!);
    }
}
