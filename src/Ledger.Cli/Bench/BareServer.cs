using Ledger.Verify.Faults;

namespace Ledger.Cli.Bench;

/// <summary>The limit of a node's HTTP: the same web server, as a process too, which reads each request and answers bytes from memory.</summary>
internal sealed class BareServer : IAsyncDisposable
{
    private readonly ServerProcess _process;

    private BareServer(ServerProcess process)
    {
        _process = process;
        Callers = new HttpCallers(new Uri(process.ReadyLine));
    }

    /// <summary>The callers of the server.</summary>
    public HttpCallers Callers { get; }

    /// <summary>The time that all processors worked for the server since its start.</summary>
    public TimeSpan Processor => _process.Processor;

    /// <summary>Starts the server.</summary>
    /// <param name="program">The assembly of <c>Ledger.BareHttp</c>.</param>
    /// <param name="folder">The working folder.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <exception cref="FaultException">It cannot be started.</exception>
    public static async Task<BareServer> StartAsync(string program, string folder, CancellationToken cancellationToken)
    {
        var settings = new Dictionary<string, string> { ["ASPNETCORE_URLS"] = "http://127.0.0.1:0" };
        return new BareServer(await ServerProcess.StartAsync(program, folder, settings, "http://", cancellationToken));
    }

    /// <summary>Makes a request with the same headers and body as a request to a node. Its answer has a body of the given length.</summary>
    public static HttpRequestMessage Request(HttpRequestMessage node, int answerLength)
    {
        var request = new HttpRequestMessage(node.Method, $"/{answerLength}") { Content = node.Content };
        foreach (var (name, values) in node.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, values);
        }

        return request;
    }

    public ValueTask DisposeAsync()
    {
        Callers.Dispose();
        return _process.DisposeAsync();
    }
}
