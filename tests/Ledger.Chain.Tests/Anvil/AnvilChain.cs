using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Numerics;
using System.Text.Json;
using Ledger.Ethereum.Encoding;
using Ledger.Ethereum.Rpc;
using Ledger.Verify.Chain;
using Ledger.Verify.Trees;

namespace Ledger.Chain.Tests.Anvil;

/// <summary>
/// A real anvil process, with switches for faults: blocks on demand only, lost transactions, reorganisations, a restart without its pool, and a full
/// reset. Block 0 is the same at every start, as on a chain with a fixed genesis file. The process ends when the tests end, because a small
/// Node.js program between them watches a pipe.
/// </summary>
internal sealed class AnvilChain : IAsyncDisposable
{
    private const string Watch = """
        const child = require('node:child_process').spawn(process.argv[1], process.argv.slice(2), { stdio: 'ignore' })
        process.stdin.resume()
        process.stdin.on('end', () => child.kill('SIGKILL'))
        process.stdin.on('error', () => child.kill('SIGKILL'))
        child.on('exit', () => process.exit())
        """;

    private readonly string _program;
    private readonly int _port;
    private readonly string[] _options;
    private readonly HttpClient _http = new();
    private Process _process;

    private AnvilChain(string program, int port, string[] options)
    {
        _program = program;
        _port = port;
        _options = options;
        _process = Start(null);
    }

    public Uri Rpc => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_port}"));

    /// <summary>Starts the installed anvil.</summary>
    /// <param name="options">More options of anvil, such as <c>--slots-in-an-epoch</c>. They replace the defaults of this class.</param>
    public static async Task<AnvilChain> StartAsync(params string[] options) => await StartAsync(await AnvilProgram.PathAsync(), options);

    /// <summary>Starts an anvil that is installed elsewhere.</summary>
    public static async Task<AnvilChain> StartAsync(string program, string[] options)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        var chain = new AnvilChain(program, port, options);
        await chain.WaitAsync();
        return chain;
    }

    /// <summary>Calls anvil directly, because some of its switches need numbers as parameters, which the client under test does not send.</summary>
    public async Task<JsonElement> AskAsync(string method, params object?[] parameters)
    {
        using var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(
            new Dictionary<string, object> { ["jsonrpc"] = "2.0", ["id"] = 1, ["method"] = method, ["params"] = parameters }));
        content.Headers.ContentType = new("application/json");
        using var response = await _http.PostAsync(Rpc, content);
        using var answer = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync());
        return answer.RootElement.TryGetProperty("result", out var result)
            ? result.Clone()
            : throw new InvalidOperationException($"{method}: {answer.RootElement}");
    }

    public Task FundAsync(ChainAddress account, BigInteger wei) => AskAsync("anvil_setBalance", account.ToString(), Hex.Quantity(wei));

    /// <summary>Sets whether each transaction gets a block at once.</summary>
    public Task AutomineAsync(bool isOn) => AskAsync("evm_setAutomine", isOn);

    public async Task MineAsync(int blocks = 1)
    {
        for (var i = 0; i < blocks; i++)
        {
            await AskAsync("evm_mine");
        }
    }

    public async Task<long> HeightAsync() => ChainJson.Quantity(await AskAsync("eth_blockNumber"));

    public async Task<long> NonceAsync(ChainAddress account) => ChainJson.Quantity(await AskAsync("eth_getTransactionCount", account.ToString(), "latest"));

    /// <summary>Counts the waiting transactions.</summary>
    public async Task<long> PoolAsync()
    {
        var status = await AskAsync("txpool_status");
        return ChainJson.Quantity(status.GetProperty("pending")) + ChainJson.Quantity(status.GetProperty("queued"));
    }

    public Task DropAsync(Digest transaction) => AskAsync("anvil_dropTransaction", transaction.ToHex());

    public Task DropAllAsync() => AskAsync("anvil_dropAllTransactions");

    /// <summary>Replaces the newest blocks by the same number of empty ones. Their transactions are lost.</summary>
    public Task ReorganiseAsync(int depth) => AskAsync("anvil_reorg", depth, Array.Empty<object>());

    public Task NextBaseFeeAsync(BigInteger wei) => AskAsync("anvil_setNextBlockBaseFeePerGas", Hex.Quantity(wei));

    /// <summary>Kills the process and restarts it with its blocks, but without its pool.</summary>
    public async Task RestartAsync()
    {
        var dump = ChainJson.Data(await AskAsync("anvil_dumpState"));
        var file = Path.GetTempFileName();
        try
        {
            await using (var packed = new GZipStream(new MemoryStream(dump), CompressionMode.Decompress))
            await using (var state = File.Create(file))
            {
                await packed.CopyToAsync(state);
            }

            await StopAsync();
            _process = Start(file);
            await WaitAsync();
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>Kills the process and restarts it without its state. The chain id and block 0 are the same.</summary>
    public async Task ResetAsync()
    {
        await StopAsync();
        _process = Start(null);
        await WaitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _http.Dispose();
    }

    private async Task StopAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private string[] Unless(string option, string value) => _options.Contains(option) ? [] : [option, value];

    private Process Start(string? state)
    {
        var start = new ProcessStartInfo("node") { RedirectStandardInput = true };
        string[] arguments =
        [
            "-e", Watch, _program, "--host", "127.0.0.1", "--port", _port.ToString(CultureInfo.InvariantCulture),
            "--accounts", "0", "--no-cors", "--quiet", .. Unless("--chain-id", "31337"), .. Unless("--timestamp", "1795000000"), .. _options, .. state is null ? [] : new[] { "--load-state", state },
        ];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start) ?? throw new InvalidOperationException("node did not start.");
    }

    private async Task WaitAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (true)
        {
            try
            {
                await AskAsync("eth_chainId");
                return;
            }
            catch (HttpRequestException) when (!_process.HasExited)
            {
                await Task.Delay(20, limit.Token);
            }
        }
    }
}
