using System.Diagnostics;
using System.Numerics;
using System.Text.Json;
using Ledger.Ethereum.Encoding;
using Ledger.Ethereum.Rpc;
using Ledger.Verify.Chain;
using Ledger.Verify.Faults;
using Nethereum.JsonRpc.Client;

namespace Ledger.Ethereum.Development;

/// <summary>
/// A development chain that lives as long as this process: anvil on 127.0.0.1. It mines each transaction immediately, so its finality is
/// <c>instant</c>. Its state is saved about a second after every block, and when it stops. It stops when <see cref="StopAsync"/> is called and when
/// this process dies in any way, because the keeper script watches a pipe that this process holds open. Only for development and demonstrations:
/// everybody who reaches the port can set any balance.
/// </summary>
public sealed class DevChain : IAsyncDisposable
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(30);

    /// <summary>A million coins, more than a demonstration uses.</summary>
    private static readonly BigInteger Funds = BigInteger.Pow(10, 24);

    private readonly Process _keeper;
    private readonly HttpClient _http = ChainHttp.DefaultFactory.CreateClient(ChainHttp.ClientName);

    private DevChain(Process keeper, Uri rpc, long chainId)
    {
        _keeper = keeper;
        Rpc = rpc;
        ChainId = chainId;
        Exited = keeper.WaitForExitAsync();
    }

    /// <summary>The address of the chain, for example <c>http://127.0.0.1:41234/</c>.</summary>
    public Uri Rpc { get; }

    public long ChainId { get; }

    /// <summary>Completes when the chain has ended for any reason.</summary>
    public Task Exited { get; }

    /// <summary>Installs the chain on the first start, starts it, and returns when it answers.</summary>
    /// <exception cref="FaultException">The chain cannot run. The exception says why and what to do, in both languages.</exception>
    public static async Task<DevChain> StartAsync(
        DevChainOptions options, IProgress<DevChainProgress>? progress, CancellationToken cancellationToken)
    {
        var directory = Path.GetFullPath(options.DataDirectory);
        var anvil = await AnvilInstaller.EnsureAsync(options with { DataDirectory = directory }, progress, cancellationToken);
        var port = DevChainPort.Choose(directory, options.Port);
        progress?.Report(new DevChainProgress(DevChainStage.Starting, "正在启动开发链……", "Starting the development chain …"));
        var keeper = StartKeeper(options, anvil, port, directory);
        try
        {
            await WaitUntilReadyAsync(keeper, options.StartTimeout, cancellationToken);
            DevChainPort.Remember(directory, port);
            progress?.Report(new DevChainProgress(
                DevChainStage.Ready, $"开发链已就绪，端口 {port}。", $"The development chain is ready on port {port}."));
            return new DevChain(keeper, new Uri($"http://127.0.0.1:{port}"), options.ChainId);
        }
        catch
        {
            // The keeper stops its chain when the pipe closes. Killing only the keeper would leave the chain running.
            keeper.StandardInput.Close();
            keeper.Dispose();
            throw;
        }
    }

    /// <summary>Gives an account a million coins for gas.</summary>
    /// <exception cref="FaultException">The chain does not answer.</exception>
    public Task FundAsync(ChainAddress account, CancellationToken cancellationToken) =>
        AskAsync(new RpcRequest(null, "anvil_setBalance", account.ToString(), Hex.Quantity(Funds)), cancellationToken);

    /// <summary>Makes one empty block. Its time is the current time of this machine.</summary>
    /// <exception cref="FaultException">The chain does not answer.</exception>
    public Task MineAsync(CancellationToken cancellationToken) => AskAsync(new RpcRequest(null, "evm_mine"), cancellationToken);

    /// <summary>Saves the state and ends the chain, within 30 s. It may be called again.</summary>
    public async Task StopAsync()
    {
        if (Exited.IsCompleted)
        {
            return;
        }

        _keeper.StandardInput.Close();
        if (await Task.WhenAny(Exited, Task.Delay(StopTimeout)) != Exited)
        {
            _keeper.Kill(entireProcessTree: true);
            await Exited;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _http.Dispose();
        _keeper.Dispose();
    }

    private async Task AskAsync(RpcRequest request, CancellationToken cancellationToken)
    {
        var client = new EndpointClient(_http, new RpcEndpoint(Rpc), TimeSpan.FromSeconds(10));
        var answer = await client.AskAsync(request, cancellationToken);
        answer.Get();
    }

    private static Process StartKeeper(DevChainOptions options, string anvil, int port, string directory)
    {
        var settings = JsonSerializer.Serialize(new { anvil, port, chainId = options.ChainId, directory, origin = options.AllowedOrigin });
        var start = new ProcessStartInfo(options.NodePath)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { Path.Combine(AnvilInstaller.PinnedDirectory, "keeper.mjs"), settings },
        };
        var keeper = AnvilInstaller.Start(start);

        // Nobody reads the error output of the keeper, but a full pipe would block it.
        keeper.ErrorDataReceived += (_, _) => { };
        keeper.BeginErrorReadLine();
        return keeper;
    }

    private static async Task WaitUntilReadyAsync(Process keeper, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(timeout);
        string? line;
        try
        {
            line = await keeper.StandardOutput.ReadLineAsync(patience.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw DevChainProblems.DidNotStart($"no answer within {timeout.TotalSeconds:0} s");
        }

        if (line is null)
        {
            throw DevChainProblems.DidNotStart("the keeper script ended");
        }

        using var message = JsonDocument.Parse(line);
        if (message.RootElement.GetProperty("event").GetString() != "ready")
        {
            throw DevChainProblems.DidNotStart(message.RootElement.GetProperty("how").GetString() ?? "ended");
        }
    }
}
