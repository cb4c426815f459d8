using System.Globalization;
using System.Net.Http.Json;
using System.Numerics;
using System.Text.Json.Nodes;
using Ledger.Chain.Tests.Anvil;
using Ledger.Ethereum.Transactions;
using Ledger.Web.Tests.Running;

namespace Ledger.Web.Tests.Council;

/// <summary>
/// A chain that belongs to no node. The command deployed its contracts, with a council of three, of whom two must approve, and a delay of one
/// day. The tests advance its clock, so it is ahead of the real time.
/// </summary>
public class CouncilledChain(RunningNode shared) : IAsyncLifetime
{
    private static readonly BigInteger Coins = BigInteger.Pow(10, 24);

    private readonly TemporaryFolder _folder = new();
    private AnvilChain? _dev;

    internal AnvilChain Dev => _dev ?? throw new InvalidOperationException("The chain was not started.");

    internal string Folder => _folder.Path;

    internal string Book => Path.Combine(_folder.Path, "addresses.json");

    internal string[] Members { get; private set; } = [];

    internal string Deployer => Path.Combine(_folder.Path, "deployer.key");

    /// <summary>How far in the past the chain starts.</summary>
    protected virtual TimeSpan Age => TimeSpan.Zero;

    /// <summary>The output of the deployment.</summary>
    internal CliRun Deployment { get; private set; } = new(2, "", "");

    public async ValueTask InitializeAsync()
    {
        var begins = (TimeProvider.System.GetUtcNow() - Age).ToUnixTimeSeconds();

        // Without slots the newest block is final, because a single process never forks.
        _dev = await AnvilChain.StartAsync(
            await shared.AnvilAsync(), ["--timestamp", begins.ToString(CultureInfo.InvariantCulture), "--slots-in-an-epoch", "0"]);
        var members = new List<string>();
        foreach (var name in (string[])["deployer", "a", "b", "c"])
        {
            members.Add((await NewAccountAsync(name)).ToString());
        }

        Members = [.. members[1..]];
        Deployment = await DeployAsync(Book);
        Assert.True(Deployment.ExitCode == 0, Deployment.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_dev is not null)
        {
            await _dev.DisposeAsync();
        }

        _folder.Dispose();
    }

    internal string KeyOf(string name) => Path.Combine(_folder.Path, name + ".key");

    /// <summary>Creates an account with coins, and a key file of this name.</summary>
    internal async Task<OperatorKey> NewAccountAsync(string name)
    {
        var account = OperatorKey.Generate();
        await File.WriteAllTextAsync(KeyOf(name), Convert.ToHexStringLower(account.ExportPrivateKey().AsSpan()));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(KeyOf(name), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        await Dev.FundAsync(account.Address, Coins);
        return account;
    }

    internal Task<CliRun> DeployAsync(string book, params string[] more) => CliRun.RunAsync(
        ["contracts", "deploy", "--rpc", Dev.Rpc.ToString(), "--key-file", Deployer, "--members", string.Join(',', Members), "--threshold", "2", "--out", book, .. more]);

    /// <summary>Runs a command on this chain.</summary>
    internal Task<CliRun> RunAsync(params string[] arguments) =>
        CliRun.RunAsync([.. arguments, "--addresses", Book, "--rpc", Dev.Rpc.ToString(), "--json"]);

    internal async Task<JsonNode> JsonAsync(params string[] arguments)
    {
        var run = await RunAsync(arguments);
        Assert.True(run.ExitCode == 0, run.ToString());
        return JsonNode.Parse(run.Out)!; // Not null, because the output is JSON.
    }

    /// <summary>Makes a decision: one member proposes it, another approves it, the delay passes, and a third executes it.</summary>
    internal async Task<JsonNode> DecideAsync(params string[] action)
    {
        var id = (await JsonAsync([.. action, "--key-file", KeyOf("a")]))["id"]!.GetValue<string>();
        await JsonAsync("council", "approve", id, "--key-file", KeyOf("b"));
        await PassAsync(TimeSpan.FromHours(24));
        return await JsonAsync("council", "execute", id, "--key-file", KeyOf("c"));
    }

    /// <summary>Advances the clock of the chain only.</summary>
    internal Task PassAsync(TimeSpan time) => AskAsync("evm_increaseTime", (long)time.TotalSeconds);

    /// <summary>Mines a block and returns its time.</summary>
    internal async Task<DateTimeOffset> TimeAsync()
    {
        await AskAsync("evm_mine");
        var block = await AskAsync("eth_getBlockByNumber", "latest", false);
        return DateTimeOffset.FromUnixTimeSeconds(Convert.ToInt64(block["timestamp"]!.GetValue<string>(), 16));
    }

    internal async Task<JsonNode> AskAsync(string method, params object[] parameters)
    {
        using var http = new HttpClient { BaseAddress = Dev.Rpc };
        using var answer = await http.PostAsJsonAsync("/", new { jsonrpc = "2.0", id = 1, method, @params = parameters });
        var json = (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
        Assert.True(json["error"] is null, json.ToJsonString());
        return json["result"]?.DeepClone() ?? new JsonObject();
    }
}
