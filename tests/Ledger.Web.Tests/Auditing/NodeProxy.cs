using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Ledger.Web.Tests.Auditing;

/// <summary>Stands between an auditor and a node, and answers some addresses itself, as a sign-in page does.</summary>
internal sealed class NodeProxy : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly HttpClient _http;
    private readonly Func<string, string?> _answer;
    private readonly Task _serving;

    /// <param name="node">Where the other addresses lead.</param>
    /// <param name="answer">What it says itself to a path; null to ask the node.</param>
    public NodeProxy(Uri node, Func<string, string?> answer)
    {
        _http = new HttpClient { BaseAddress = node };
        _answer = answer;
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Address = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/";
        }

        _listener.Prefixes.Add(Address);
        _listener.Start();
        _serving = ServeAsync();
    }

    public string Address { get; }

    /// <summary>The status of its own answers.</summary>
    public int Status { get; init; } = 200;

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving;
        _http.Dispose();
    }

    private async Task ServeAsync()
    {
        var answering = new List<Task>();
        while (true)
        {
            try
            {
                answering.Add(AnswerAsync(await _listener.GetContextAsync()));
            }
            catch (Exception closed) when (closed is ObjectDisposedException or HttpListenerException)
            {
                await Task.WhenAll(answering);
                return;
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        try
        {
            var path = context.Request.RawUrl!; // A request always has one.
            if (_answer(path) is { } text)
            {
                context.Response.StatusCode = Status;
                context.Response.Close(Encoding.UTF8.GetBytes(text), willBlock: false);
                return;
            }

            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.TryAddWithoutValidation("Authorization", context.Request.Headers["Authorization"]);
            using var answer = await _http.SendAsync(request);
            context.Response.StatusCode = (int)answer.StatusCode;
            context.Response.Close(await answer.Content.ReadAsByteArrayAsync(), willBlock: false);
        }
        catch (Exception problem) when (problem is HttpListenerException or HttpRequestException or ObjectDisposedException)
        {
            context.Response.Abort(); // One side is gone; the other sees a broken connection.
        }
    }
}
