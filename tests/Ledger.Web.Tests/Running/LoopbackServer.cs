using System.Net;
using System.Net.Sockets;

namespace Ledger.Web.Tests.Running;

/// <summary>An HTTP server on a free port of this machine. It answers requests in parallel until it is disposed.</summary>
internal abstract class LoopbackServer : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Task _serving;

    protected LoopbackServer()
    {
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Address = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/";
        }

        _listener.Prefixes.Add(Address);
        _listener.Start();
        _serving = Task.Run(ServeAsync); // The address is not known yet, so no request arrives before the constructor of the derived class ends.
    }

    public string Address { get; }

    public virtual async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving;
        GC.SuppressFinalize(this);
    }

    /// <summary>Answers one request. An exception aborts the connection.</summary>
    protected abstract Task AnswerAsync(HttpListenerContext context);

    private async Task ServeAsync()
    {
        var answering = new List<Task>();
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception closed) when (closed is ObjectDisposedException or HttpListenerException)
            {
                await Task.WhenAll(answering);
                return;
            }

            answering.Add(TryAnswerAsync(context));
        }
    }

    private async Task TryAnswerAsync(HttpListenerContext context)
    {
        try
        {
            await AnswerAsync(context);
        }
        catch (Exception problem) when (problem is HttpListenerException or HttpRequestException or ObjectDisposedException)
        {
            context.Response.Abort(); // One side has disconnected. The other gets a broken connection.
        }
    }
}
