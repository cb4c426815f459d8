using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Ledger.Network.Tests.Chain;

/// <summary>A block as one node shows it.</summary>
/// <param name="Number">The height.</param>
/// <param name="Hash">The hash.</param>
/// <param name="IsInTurn">Whether the signer whose turn it was sealed it. Clique gives such a block difficulty 2, and 1 to any other (EIP-225).</param>
internal sealed record Head(long Number, string Hash, bool IsInTurn);

/// <summary>One node of the chain: a process with a data directory, which a test can kill and restart. This class sends plain JSON-RPC, without
/// the client under test.</summary>
internal sealed partial class ChainNode(string folder, int index, int rpcPort, int peerPort) : IAsyncDisposable
{
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(20) };
    private readonly List<string> _lines = [];
    private Process? _process;
    private TaskCompletionSource<string> _enode = new();

    public int Index => index;

    public Uri Rpc { get; } = new($"http://127.0.0.1:{rpcPort}");

    /// <summary>The address for other nodes. It changes at each start.</summary>
    public string? Enode => _enode.Task.IsCompletedSuccessfully ? _enode.Task.Result : null;

    public bool IsRunning => _process is { HasExited: false };

    public string RecentOutput
    {
        get
        {
            lock (_lines)
            {
                return string.Join('\n', _lines.TakeLast(25));
            }
        }
    }

    /// <summary>Starts the node with these peers, and waits until it listens and answers.</summary>
    public async Task StartAsync(IEnumerable<string> peers)
    {
        _enode = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var start = new ProcessStartInfo("node") { WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])
        [
            Path.Combine(ChainNetwork.Programs, "node.mjs"), "--gethGenesis", ChainNetwork.GenesisFile, "--dataDir", $"data-{index}", "--unlock", $"signer-{index}", "--mine",
            "--rpc", "--rpcAddr", "127.0.0.1", "--rpcPort", Text(rpcPort), "--port", Text(peerPort), "--extIP", "127.0.0.1",
            "--discDns=false", "--discV4=true", "--logFile=false",
        ])
        {
            start.ArgumentList.Add(argument);
        }

        var known = string.Join(',', peers);
        if (known.Length > 0)
        {
            start.ArgumentList.Add("--bootnodes");
            start.ArgumentList.Add(known);
        }

        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => ReadLine(line.Data);
        _process.ErrorDataReceived += (_, line) => ReadLine(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await Waiting.UntilAsync(
            async () => Enode is not null && await FindHeadAsync() is not null, $"chain node {index} answers", () => RecentOutput);
    }

    /// <summary>Kills the process, as a power cut does.</summary>
    public async Task KillAsync()
    {
        _process!.Kill(); // Not null, because it was started.
        await _process.WaitForExitAsync().WaitAsync(Waiting.Limit);
    }

    /// <summary>Finds the newest block. Null when the node does not answer.</summary>
    public Task<Head?> FindHeadAsync() => FindBlockAsync("latest");

    /// <summary>Finds the block of this node at a height. Null when it has none or does not answer.</summary>
    public Task<Head?> FindBlockAsync(long number) => FindBlockAsync("0x" + number.ToString("x", CultureInfo.InvariantCulture));

    public async ValueTask DisposeAsync()
    {
        if (IsRunning)
        {
            await KillAsync();
        }

        _process?.Dispose();
        _http.Dispose();
    }

    private async Task<Head?> FindBlockAsync(string which)
    {
        try
        {
            using var answer = await _http.PostAsJsonAsync(
                Rpc, new { jsonrpc = "2.0", id = 1, method = "eth_getBlockByNumber", @params = new object[] { which, false } });
            var block = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("result");
            return block.ValueKind is JsonValueKind.Null
                ? null
                : new Head(Number(block, "number"), block.GetProperty("hash").GetString()!, Number(block, "difficulty") == 2);
        }
        catch (Exception problem) when (problem is HttpRequestException or TaskCanceledException or JsonException or KeyNotFoundException)
        {
            return null; // The node is dead or not ready yet.
        }
    }

    private static long Number(JsonElement block, string name) =>
        long.Parse(block.GetProperty(name).GetString()!.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private void ReadLine(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_lines)
        {
            _lines.Add(line);
        }

        if (EnodeInLine().Match(line) is { Success: true } match)
        {
            _enode.TrySetResult(match.Value);
        }
    }

    [GeneratedRegex("enode://[0-9a-f]{128}@127\\.0\\.0\\.1:[0-9]+")]
    private static partial Regex EnodeInLine();
}
