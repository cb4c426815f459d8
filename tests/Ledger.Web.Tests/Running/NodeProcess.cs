using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Ledger.Web.Tests.Running;

/// <summary>A node in a separate process, as its operator runs it, with the embedded chain and its own port.</summary>
internal sealed class NodeProcess : TestNode
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private NodeProcess(Process process, Uri address, string dataDirectory)
        : base(address, dataDirectory) => _process = process;

    /// <summary>A command that runs each node and ends it when these tests are killed. Empty when there is none.</summary>
    public static IReadOnlyList<string> Keeper { get; set; } = [];

    public int Id => _process.Id;

    /// <summary>Everything the node wrote so far, on both streams.</summary>
    public override string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>Starts a node and waits until it is ready.</summary>
    public static async Task<NodeProcess> StartAsync(string dataDirectory, Uri? address = null, params IEnumerable<(string Name, string Value)> settings)
    {
        var node = Launch(dataDirectory, address, settings);
        var ended = node._process.WaitForExitAsync();
        if (await Task.WhenAny(node._ready.Task, ended).WaitAsync(Patience) == ended)
        {
            throw new InvalidOperationException("The node ended before it was ready:\n" + node.Output);
        }

        return node;
    }

    /// <summary>Starts a node without waiting, so that a test can kill it before it is ready.</summary>
    public static NodeProcess StartWithoutWaiting(string dataDirectory, params IEnumerable<(string Name, string Value)> settings) => Launch(dataDirectory, null, settings);

    /// <summary>Completes when the node is ready. Never completes when the node ends before.</summary>
    public Task Ready => _ready.Task;

    /// <summary>Kills the node, as a power cut does. None of its handlers run.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync().WaitAsync(Patience);
    }

    /// <summary>Starts a node that is expected not to start, and waits for its end.</summary>
    /// <returns>The exit code and the output.</returns>
    public static async Task<(int ExitCode, string Output)> RunToEndAsync(
        string dataDirectory, Uri? address = null, params IEnumerable<(string Name, string Value)> settings)
    {
        await using var node = Launch(dataDirectory, address, settings);
        await node._process.WaitForExitAsync().WaitAsync(Patience);
        return (node._process.ExitCode, node.Output);
    }

    /// <summary>Finds an address on which nothing listens now.</summary>
    public static Uri FreeAddress()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return new Uri($"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}");
    }

    /// <summary>Sends Ctrl-C and waits for the end.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> StopAsync()
    {
        if (!_process.HasExited)
        {
            using var kill = Process.Start("kill", ["-INT", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
            await kill.WaitForExitAsync();
            await _process.WaitForExitAsync().WaitAsync(Patience);
        }

        return _process.ExitCode;
    }

    public override async ValueTask DisposeAsync()
    {
        await StopAsync();
        Http.Dispose();
        _process.Dispose();
    }

    private static NodeProcess Launch(string dataDirectory, Uri? address, IEnumerable<(string Name, string Value)> settings)
    {
        address ??= FreeAddress();
        var start = Programs.StartCommand([.. Keeper, "dotnet", Programs.Node]);
        start.Environment["Ledger__DataDirectory"] = dataDirectory;
        start.Environment["ASPNETCORE_URLS"] = address.GetLeftPart(UriPartial.Authority);
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        var node = new NodeProcess(new Process { StartInfo = start }, address, dataDirectory);
        node._process.OutputDataReceived += (_, line) => node.ReadLine(line.Data);
        node._process.ErrorDataReceived += (_, line) => node.ReadLine(line.Data);
        node._process.Start();
        node._process.BeginOutputReadLine();
        node._process.BeginErrorReadLine();
        return node;
    }

    private void ReadLine(string? line)
    {
        lock (_output)
        {
            _output.AppendLine(line);
        }

        if (line?.Contains("Ctrl-C", StringComparison.Ordinal) == true)
        {
            _ready.TrySetResult();
        }
    }
}
