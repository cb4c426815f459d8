using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Numerics;
using System.Text.Json.Nodes;
using Ledger.Ethereum.Transactions;
using Ledger.Verify.Chain;

namespace Ledger.Network.Tests.Chain;

/// <summary>
/// A chain that three nodes run by proof of authority. Each node may seal one of two successive blocks. The node whose turn it is does not wait. When two
/// nodes seal the same height, the chain forks. The next block ends the fork.
/// </summary>
internal sealed class ChainNetwork : IAsyncDisposable
{
    public const string GenesisFile = "genesis.json";
    private const int Size = 3;
    private const int PeriodSeconds = 2;
    private readonly ChainNode[] _nodes;

    private ChainNetwork(ChainNode[] nodes) => _nodes = nodes;

    /// <summary>The folder with the packages of the client and our launcher. It is in the sources, because a copy would need another hundred megabytes.</summary>
    public static string Programs { get; } =
        Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..", "tests", "peers", "ethereumjs")); // artifacts/bin/{project}/{configuration}

    public IReadOnlyList<ChainNode> Nodes => _nodes;

    /// <summary>Installs the client if needed, makes a genesis file with three signers and these funded accounts, and starts three nodes.</summary>
    public static async Task<ChainNetwork> StartAsync(string folder, IEnumerable<ChainAddress> rich)
    {
        await InstallAsync();

        // Signers and nodes are sorted by address, so node n mod 3 has the turn at block n.
        var signers = Enumerable.Range(0, Size).Select(_ => OperatorKey.Generate()).OrderBy(key => key.Address.ToString(), StringComparer.Ordinal).ToArray();
        await File.WriteAllTextAsync(Path.Combine(folder, GenesisFile), Genesis(signers, rich).ToJsonString());
        for (var i = 0; i < Size; i++)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, $"signer-{i}"), Convert.ToHexStringLower(signers[i].ExportPrivateKey().AsSpan()));
        }

        var ports = FreePorts(2 * Size);
        var network = new ChainNetwork([.. Enumerable.Range(0, Size).Select(i => new ChainNode(folder, i, ports[i], ports[Size + i]))]);
        foreach (var node in network._nodes)
        {
            await network.StartAsync(node);
        }

        return network;
    }

    /// <summary>Starts or restarts one of the nodes.</summary>
    public Task StartAsync(ChainNode node) =>
        node.StartAsync(_nodes.Where(other => other != node && other.IsRunning).Select(other => other.Enode!)); // Not null, because a running node has printed it.

    /// <summary>
    /// Kills a node right after one of the others has sealed a block. Then exactly one signer may seal the next block, and from
    /// there the two alternate. At any other moment both could seal the next block, and then each would wait for the other: with
    /// two of three signers Clique has no third one to decide between equal blocks.
    /// </summary>
    public async Task KillAsync(ChainNode victim)
    {
        await Waiting.UntilAsync(
            async () =>
            {
                var heads = await Task.WhenAll(_nodes.Select(node => node.FindHeadAsync()));
                return heads[0] is { IsInTurn: true } head && heads.All(other => other == head) && head.Number % Size != victim.Index;
            },
            "another node has just sealed a block and all have it", Describe);
        await victim.KillAsync();
    }

    /// <summary>Waits until all nodes show the same block at a height that is this many blocks below the lowest head.</summary>
    public async Task<long> AgreeAsync(long depth)
    {
        var height = 0L;
        await Waiting.UntilAsync(
            async () =>
            {
                var heads = await Task.WhenAll(_nodes.Select(node => node.FindHeadAsync()));
                if (heads.Any(head => head is null))
                {
                    return false;
                }

                height = heads.Min(head => head!.Number) - depth; // No head is null here.
                var blocks = await Task.WhenAll(_nodes.Select(node => node.FindBlockAsync(height)));
                return height > 0 && heads.Max(head => head!.Number) - heads.Min(head => head!.Number) < depth
                    && blocks.All(block => block is not null && block.Hash == blocks[0]!.Hash);
            },
            "all chain nodes agree", Describe);
        return height;
    }

    public string Describe() => string.Join("\n", _nodes.Select(node => $"chain node {node.Index}, {(node.IsRunning ? "running" : "dead")}:\n{node.RecentOutput}"));

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }
    }

    /// <summary>Installs the packages, unless a run of all tests has already done so.</summary>
    private static async Task InstallAsync()
    {
        if (File.Exists(Path.Combine(Programs, "node_modules", ".package-lock.json")))
        {
            return;
        }

        var start = new ProcessStartInfo("npm") { WorkingDirectory = Programs, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"])
        {
            start.ArgumentList.Add(argument);
        }

        using var npm = Process.Start(start)!;
        var output = npm.StandardOutput.ReadToEndAsync();
        var error = await npm.StandardError.ReadToEndAsync();
        await npm.WaitForExitAsync();
        Assert.True(npm.ExitCode == 0, $"npm could not install the chain: {error}{await output}");
    }

    private static JsonObject Genesis(OperatorKey[] signers, IEnumerable<ChainAddress> rich)
    {
        var config = new JsonObject { ["chainId"] = 424242, ["clique"] = new JsonObject { ["period"] = PeriodSeconds, ["epoch"] = 30000 } };
        foreach (var fork in (string[])["homestead", "eip150", "eip155", "eip158", "byzantium", "constantinople", "petersburg", "istanbul", "berlin", "london"])
        {
            config[fork + "Block"] = 0;
        }

        var alloc = new JsonObject();
        foreach (var account in rich)
        {
            alloc[account.ToString()] = new JsonObject { ["balance"] = "0x" + BigInteger.Pow(10, 24).ToString("x", System.Globalization.CultureInfo.InvariantCulture) };
        }

        var zeros = new string('0', 64);
        return new JsonObject
        {
            ["config"] = config,
            ["alloc"] = alloc,
            ["gasLimit"] = "0x1c9c380",
            ["baseFeePerGas"] = "0x7",
            ["difficulty"] = "0x1",
            ["nonce"] = "0x0",
            ["timestamp"] = "0x65000000",
            ["coinbase"] = "0x" + zeros[..40],
            ["mixHash"] = "0x" + zeros,
            ["parentHash"] = "0x" + zeros,
            ["number"] = "0x0",
            ["gasUsed"] = "0x0",
            ["extraData"] = "0x" + zeros + string.Concat(signers.Select(key => key.Address.ToString()[2..])) + new string('0', 130), // EIP-225: vanity, signers, no seal
        };
    }

    private static int[] FreePorts(int count)
    {
        var probes = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToArray();
        foreach (var probe in probes)
        {
            probe.Start();
        }

        var ports = probes.Select(probe => ((IPEndPoint)probe.LocalEndpoint).Port).ToArray();
        foreach (var probe in probes)
        {
            probe.Dispose();
        }

        return ports;
    }
}
