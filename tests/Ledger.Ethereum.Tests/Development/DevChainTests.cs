using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Ledger.Ethereum.Development;
using Ledger.Ethereum.Tests.Rpc;
using Ledger.Ethereum.Transactions;
using Ledger.Verify.Faults;
using Ledger.Verify.Tests;

namespace Ledger.Ethereum.Tests.Development;

/// <summary>Runs the real embedded chain. Each test has its own data folder and shares the installed program.</summary>
public sealed class DevChainTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("ledger-chain-").FullName;

    [Fact]
    public async Task Start_AfterAStop_HasTheSameBlocksAndPort()
    {
        var account = OperatorKey.Generate();
        JsonElement block;
        JsonElement receipt;
        Uri rpc;
        await using (var chain = await StartAsync())
        {
            rpc = chain.Rpc;
            await chain.FundAsync(account.Address, Cancellation);
            receipt = await TransferAsync(chain.Rpc, account, 0);
            block = await Node.AskAsync(chain.Rpc, "eth_getBlockByHash", receipt.GetProperty("blockHash").GetString(), true);
        }

        await using var again = await StartAsync();

        Assert.Equal(rpc, again.Rpc);
        Assert.Equal(block.GetRawText(), (await Node.AskAsync(again.Rpc, "eth_getBlockByNumber", "latest", true)).GetRawText());
        Assert.Equal(receipt.GetRawText(), (await Node.AskAsync(again.Rpc, "eth_getTransactionReceipt", receipt.GetProperty("transactionHash").GetString())).GetRawText());
        Assert.Equal("0x1", (await Node.AskAsync(again.Rpc, "eth_getTransactionCount", account.Address.ToString(), "latest")).GetString());
    }

    [Fact]
    public async Task Start_AfterTheChainAndItsKeeperWereKilled_HasTheSavedBlocks()
    {
        var account = OperatorKey.Generate();
        JsonElement receipt;
        await using (var chain = await StartAsync())
        {
            await chain.FundAsync(account.Address, Cancellation);
            receipt = await TransferAsync(chain.Rpc, account, 0);
            await SavedAsync(receipt.GetProperty("transactionHash").GetString()!);
            using var anvil = Process.GetProcessById(Running().GetProperty("pid").GetInt32());
            anvil.Kill();
            await chain.Exited;
        }

        await using var again = await StartAsync();

        Assert.Equal(receipt.GetRawText(), (await Node.AskAsync(again.Rpc, "eth_getTransactionReceipt", receipt.GetProperty("transactionHash").GetString())).GetRawText());
    }

    [Fact]
    public async Task Start_KeeperWasKilledAlone_TakesOverItsChainWithEveryBlock()
    {
        if (!OperatingSystem.IsLinux())
        {
            return; // needs /proc to find the owner of a process
        }

        var account = OperatorKey.Generate();
        JsonElement receipt;
        await using (var chain = await StartAsync())
        {
            await chain.FundAsync(account.Address, Cancellation);
            receipt = await TransferAsync(chain.Rpc, account, 0);
            using var keeper = Process.GetProcessById(Running().GetProperty("keeper").GetInt32());
            keeper.Kill();
            await chain.Exited;
        }

        var orphan = Running().GetProperty("pid").GetInt32();
        await using var again = await StartAsync();

        Assert.Equal(receipt.GetRawText(), (await Node.AskAsync(again.Rpc, "eth_getTransactionReceipt", receipt.GetProperty("transactionHash").GetString())).GetRawText());
        Assert.NotEqual(orphan, Running().GetProperty("pid").GetInt32());
        Assert.Throws<ArgumentException>(() => Process.GetProcessById(orphan));
    }

    [Fact]
    public async Task Start_WhileAnotherRuns_IsRefusedAndTheFirstLives()
    {
        if (!OperatingSystem.IsLinux())
        {
            return; // needs /proc to find the owner of a process
        }

        await using var chain = await StartAsync();

        var exception = await Assert.ThrowsAsync<FaultException>(() => StartAsync());

        AssertProblem("The development chain did not start (", exception);
        Assert.Equal("0x7a69", (await Node.AskAsync(chain.Rpc, "eth_chainId")).GetString());
    }

    [Fact]
    public async Task Start_StateIsDamaged_ReportsItAndKeepsTheFile()
    {
        var state = Path.Combine(_directory, "state.json");
        await File.WriteAllTextAsync(state, "{\"block\":", Cancellation);

        var exception = await Assert.ThrowsAsync<FaultException>(() => StartAsync());

        AssertProblem("The development chain did not start (", exception);
        Assert.Equal("{\"block\":", await File.ReadAllTextAsync(state, Cancellation));
    }

    [Fact]
    public async Task Start_WantedPortIsTaken_IsRefused()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        var exception = await Assert.ThrowsAsync<FaultException>(() => StartAsync(options => options with { Port = port }));

        AssertProblem("is in use: stop the program that uses it", exception);
    }

    [Fact]
    public async Task Start_RememberedPortIsTaken_MovesToAnother()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        await File.WriteAllTextAsync(Path.Combine(_directory, "port"), $"{port}\n", Cancellation);

        await using var chain = await StartAsync();

        Assert.NotEqual(port, chain.Rpc.Port);
    }

    [Theory]
    [InlineData("npm")]
    [InlineData("node")]
    public async Task Start_NodeIsMissing_SaysWhatToInstall(string missing)
    {
        var exception = await Assert.ThrowsAsync<FaultException>(() => StartAsync(options => missing == "npm"
            ? options with { NpmPath = "no-such-npm", ProgramDirectory = null }
            : options with { NodePath = "no-such-node" }));

        AssertProblem("was not found: install Node.js 20", exception);
        Assert.Contains("请安装 Node.js 20", exception.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("npm error code ENOTFOUND", "npm cannot reach its registry (")]
    [InlineData("npm ERR! code ECONNREFUSED", "npm cannot reach its registry (")]
    [InlineData("npm error code EINTEGRITY", "npm could not install the development chain (")]
    [InlineData("something else at https://user:secret@registry.example", "npm could not install the development chain (")]
    public async Task Start_NpmFails_SaysWhyWithoutItsAddresses(string output, string problem)
    {
        if (OperatingSystem.IsWindows())
        {
            return; // the replacement for npm is a shell script
        }

        var npm = Path.Combine(_directory, "npm");
        await File.WriteAllTextAsync(npm, $"#!/bin/sh\necho '{output}' >&2\nexit 1\n", Cancellation);
        File.SetUnixFileMode(npm, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        var exception = await Assert.ThrowsAsync<FaultException>(
            () => StartAsync(options => options with { NpmPath = npm, ProgramDirectory = Path.Combine(_directory, "anvil") }));

        AssertProblem(problem, exception);
        Assert.DoesNotContain("secret", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_GivenAnvilDoesNotExist_IsRefused()
    {
        var exception = await Assert.ThrowsAsync<FaultException>(
            () => StartAsync(options => options with { AnvilPath = Path.Combine(_directory, "anvil") }));

        AssertProblem("There is no anvil for this system (", exception);
    }

    [Fact]
    public async Task Stop_Twice_IsHarmless()
    {
        var chain = await StartAsync();
        var pid = Running().GetProperty("pid").GetInt32();

        await chain.StopAsync();
        await chain.StopAsync();
        await chain.DisposeAsync();

        Assert.Throws<ArgumentException>(() => Process.GetProcessById(pid));
    }

    [Theory]
    [InlineData("http://127.0.0.1:5080", "http://127.0.0.1:5080")]
    [InlineData(null, null)]
    public async Task Ask_FromAPage_IsAllowedForTheGivenOriginOnly(string? allowed, string? expected)
    {
        await using var chain = await StartAsync(options => options with { AllowedOrigin = allowed });
        using var http = new HttpClient();
        using var preflight = new HttpRequestMessage(HttpMethod.Options, chain.Rpc);
        preflight.Headers.Add("Origin", "http://127.0.0.1:5080");
        preflight.Headers.Add("Access-Control-Request-Method", "POST");
        preflight.Headers.Add("Access-Control-Request-Headers", "content-type");
        using var response = await http.SendAsync(preflight, Cancellation);

        Assert.Equal(expected, response.Headers.TryGetValues("Access-Control-Allow-Origin", out var origins) ? origins.Single() : null);
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static void AssertProblem(string sentence, FaultException exception)
    {
        Assert.Equal(StartUpFaults.DevChain, exception.Fault);
        Assert.Contains(sentence, exception.Detail, StringComparison.Ordinal);
    }

    private async Task<DevChain> StartAsync(Func<DevChainOptions, DevChainOptions>? change = null)
    {
        var options = new DevChainOptions { DataDirectory = _directory, ProgramDirectory = await DevChainProgram.GetDirectoryAsync() };
        return await DevChain.StartAsync(change is null ? options : change(options), null, Cancellation);
    }

    private JsonElement Running() => JsonVectors.Parse(File.ReadAllText(Path.Combine(_directory, "anvil.running")));

    /// <summary>Waits until the keeper has written a state with the transaction.</summary>
    private async Task SavedAsync(string transaction)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        limit.CancelAfter(TimeSpan.FromSeconds(20));
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!(await File.ReadAllTextAsync(Path.Combine(_directory, "state.json"), limit.Token)).Contains(transaction, StringComparison.Ordinal))
        {
            await ticks.WaitForNextTickAsync(limit.Token);
        }
    }

    private static async Task<JsonElement> TransferAsync(Uri rpc, OperatorKey key, long nonce)
    {
        var transaction = new UnsignedTransaction(31337, nonce, key.Address, [], 21_000, new DynamicFees(1_000_000_000, 5_000_000_000)).Sign(key);
        await Node.AskAsync(rpc, "eth_sendRawTransaction", "0x" + Convert.ToHexStringLower(transaction.Bytes.AsSpan()));
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (true)
        {
            var receipt = await Node.AskAsync(rpc, "eth_getTransactionReceipt", transaction.Hash.ToHex());
            if (receipt.ValueKind is JsonValueKind.Object)
            {
                return receipt;
            }

            await ticks.WaitForNextTickAsync(Cancellation);
        }
    }
}
