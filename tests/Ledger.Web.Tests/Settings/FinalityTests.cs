using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Ledger.Web.Settings;
using Ledger.Web.Startup;
using Ledger.Web.Tests.Running;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Web.Tests.Settings;

/// <summary>A node whose finality mode does not fit the chain does not start, and no command judges by one; here the chain is one of Besu's QBFT, as far as a start asks it.</summary>
public sealed class FinalityTests : IAsyncDisposable
{
    private const string Istanbul = "0x63746963616c2062797a616e74696e65206661756c7420746f6c6572616e6365";

    private readonly HttpListener _besu = new();
    private readonly Uri _address;
    private readonly Task _loop;

    public FinalityTests()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        var port = ((IPEndPoint)probe.LocalEndpoint).Port;
        probe.Stop();
        _address = new Uri(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/"));
        _besu.Prefixes.Add(_address.ToString());
        _besu.Start();
        _loop = ServeAsync();
    }

    [Fact]
    public async Task Start_FinalizedOnQbft_IsRefusedWithWhatToSet()
    {
        using var folder = new TemporaryFolder();
        var settings = new NodeSettings { DataDirectory = Path.Combine(folder.Path, "data") };
        settings.Chain.Endpoints.Add(_address);
        settings.Chain.Registry = "0x00000000000000000000000000000000000000aa";
        settings.Chain.Finality = "finalized";

        var refused = await Assert.ThrowsAsync<StartUpException>(async () =>
        {
            await using var node = await Node.OpenAsync(
                settings, _address, NullLoggerFactory.Instance, new TerminalVoice(), TimeProvider.System, TestContext.Current.CancellationToken);
        });

        Assert.Equal("LDG8013", refused.Fault.Code);
        Assert.Contains("Ledger:Chain:Finality is finalized", refused.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task VerifyCommand_FinalizedOnQbft_IsRefusedWithWhatToSay()
    {
        using var folder = new TemporaryFolder();
        var bundle = Path.Combine(folder.Path, "record.ledger.json");
        await File.WriteAllTextAsync(bundle, "{}", TestContext.Current.CancellationToken);

        var run = await CliRun.RunAsync(
            "verify", bundle, "--rpc", _address.ToString(), "--registry", "0x00000000000000000000000000000000000000aa", "--finality", "finalized");

        Assert.True(run.ExitCode == 2, run.ToString());
        Assert.Contains("LDG4009", run.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task MigrateCommand_FinalizedOnQbft_IsRefusedWithWhatToSay()
    {
        using var folder = new TemporaryFolder();
        var data = Directory.CreateDirectory(Path.Combine(folder.Path, "data")).FullName;

        var run = await CliRun.RunAsync(
            "chain", "migrate", "--data", data, "--from-rpc", _address.ToString(), "--from-registry", "0x00000000000000000000000000000000000000aa",
            "--to-addresses", Path.Combine(folder.Path, "next.json"));

        Assert.True(run.ExitCode == 2, run.ToString());
        Assert.Contains("LDG4009", run.ToString(), StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        _besu.Close();
        await _loop;
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var context = await _besu.GetContextAsync();
                var question = (await JsonNode.ParseAsync(context.Request.InputStream))!;
                var answer = question is JsonArray batch ? new JsonArray([.. batch.Select(call => Answer(call!))]) : Answer(question);
                context.Response.ContentType = "application/json";
                await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(answer.ToJsonString()));
                context.Response.Close();
            }
        }
        catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
        {
            return;
        }
    }

    private static JsonNode Answer(JsonNode call)
    {
        var answer = new JsonObject { ["jsonrpc"] = "2.0", ["id"] = call["id"]!.DeepClone() };
        var first = call["params"] is JsonArray { Count: > 0 } parameters ? parameters[0]?.ToString() : null;
        switch ((string?)call["method"], first)
        {
            case ("eth_chainId", _):
                answer["result"] = "0x539";
                break;
            case ("eth_getBlockByNumber", "0x0" or "latest"):
                answer["result"] = new JsonObject
                {
                    ["number"] = first == "latest" ? "0x10" : "0x0", ["hash"] = "0x" + new string('1', 64), ["timestamp"] = "0x65000000",
                    ["baseFeePerGas"] = "0x0", ["difficulty"] = "0x1", ["mixHash"] = Istanbul,
                };
                break;
            default:
                answer["error"] = new JsonObject { ["code"] = -39001, ["message"] = "Unknown block" };
                break;
        }

        return answer;
    }
}
