using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Ledger.Departments;
using Ledger.Verify.Faults;

namespace Ledger.Cli.Bench;

/// <summary>A node with its embedded chain and four departments, as its operator runs it: the built service, as a process, with a data directory on disk.</summary>
internal sealed class MeasuredNode : IAsyncDisposable
{
    // Written by the runtime's own meter, which a node publishes.
    private const string AllocatedMetric = "dotnet_gc_heap_total_allocated_bytes_total";

    private readonly ServerProcess _process;
    private readonly AuthenticationHeaderValue _token;
    private readonly AuthenticationHeaderValue _verifier;

    private MeasuredNode(ServerProcess process, Uri address, string token, string verifier)
    {
        _process = process;
        _token = new AuthenticationHeaderValue("Bearer", token);
        _verifier = new AuthenticationHeaderValue("Bearer", verifier);
        Address = address;
        Callers = new HttpCallers(address);
    }

    /// <summary>The address of the node.</summary>
    public Uri Address { get; }

    /// <summary>The callers of the node.</summary>
    public HttpCallers Callers { get; }

    /// <summary>The time that all processors worked for the node since its start, without its chain, which is another process.</summary>
    public TimeSpan Processor => _process.Processor;

    /// <summary>Starts a node with an empty log.</summary>
    /// <param name="program">The assembly of the service.</param>
    /// <param name="folder">The folder of the benchmark. The node keeps its data in it.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <exception cref="FaultException">The node cannot be started.</exception>
    public static async Task<MeasuredNode> StartAsync(string program, string folder, CancellationToken cancellationToken)
    {
        var data = new DataLayout(Path.Combine(folder, "node"));
        var address = FindFreeAddress();
        var settings = new Dictionary<string, string>
        {
            ["ASPNETCORE_URLS"] = address.GetLeftPart(UriPartial.Authority),
            ["Ledger__DataDirectory"] = data.Root,
            ["Ledger__SampleCity"] = "false",
            ["Ledger__VerificationsPerMinute"] = "1000000",
            ["Ledger__Portal__PagesPerMinute"] = "1000000",
        };
        var process = await ServerProcess.StartAsync(program, folder, settings, "Ledger is ready", cancellationToken);
        var tokens = JsonNode.Parse(await File.ReadAllBytesAsync(data.DemoTokens, cancellationToken));
        var own = tokens![BenchDepartment.Name]!; // The node has written them.
        return new MeasuredNode(process, address, own["issuer"]!.GetValue<string>(), own["verifier"]!.GetValue<string>());
    }

    /// <summary>Makes a request to read a path with a verifier's token, which is not logged as a disclosure.</summary>
    public HttpRequestMessage ReadRequest(string path) => new(HttpMethod.Get, path) { Headers = { Authorization = _verifier } };

    /// <summary>Makes a request to a path with the issuer's token.</summary>
    public HttpRequestMessage Request(HttpMethod method, string path) => new(method, path) { Headers = { Authorization = _token } };

    /// <summary>Reads how many bytes the node has allocated since its start.</summary>
    /// <exception cref="InvalidOperationException">The node does not say it.</exception>
    public async Task<double> ReadAllocatedAsync(CancellationToken cancellationToken)
    {
        var metrics = await Callers.ReadAsync(Request(HttpMethod.Get, "/metrics"), cancellationToken);
        var line = metrics.Split('\n').FirstOrDefault(line => line.StartsWith(AllocatedMetric, StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"The node has no metric {AllocatedMetric}.");
        return double.Parse(line.Split('}')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0], CultureInfo.InvariantCulture);
    }

    public ValueTask DisposeAsync()
    {
        Callers.Dispose();
        return _process.DisposeAsync();
    }

    private static Uri FindFreeAddress()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return new Uri($"http://{probe.LocalEndpoint}");
    }
}
