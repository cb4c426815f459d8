using System.Net;
using System.Net.Sockets;
using Ledger.Ethereum.Rpc;

namespace Ledger.Ethereum.Tests.Rpc;

/// <summary>Sends the same bytes to every client, whatever it asks, and then nothing.</summary>
internal sealed class RawListener : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly HttpClient _http = ChainHttp.DefaultFactory.CreateClient(ChainHttp.ClientName);
    private readonly TaskCompletionSource _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TcpClient? _connected;

    public RawListener(string answer)
    {
        _listener.Start();
        Client = new EndpointClient(_http, new RpcEndpoint(new Uri($"http://{_listener.LocalEndpoint}")), TimeSpan.FromMinutes(1));
        _ = ServeAsync(System.Text.Encoding.ASCII.GetBytes(answer));
    }

    public EndpointClient Client { get; }

    /// <summary>Completes when a question arrived and the bytes were sent.</summary>
    public Task Answered => _answered.Task;

    public void Dispose()
    {
        _listener.Dispose();
        _connected?.Dispose();
        _http.Dispose();
    }

    private async Task ServeAsync(byte[] answer)
    {
        _connected = await _listener.AcceptTcpClientAsync();
        var question = new byte[4096];
        var length = 0;
        while (!question.AsSpan(0, length).EndsWith("}"u8))
        {
            length += await _connected.GetStream().ReadAsync(question.AsMemory(length));
        }

        await _connected.GetStream().WriteAsync(answer);
        _answered.SetResult();
    }
}
