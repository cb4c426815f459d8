using System.Net;
using System.Net.Sockets;
using Ledger.Web.Settings;

namespace Ledger.Web.SignIn;

/// <summary>
/// Connections from the node to the provider that it hosts itself. They always go to the node's own port, because a name such as
/// <c>ledger.localhost</c> leads a browser here but not a program.
/// </summary>
internal static class OwnBackchannel
{
    public static HttpMessageHandler Create(ListenAddresses addresses)
    {
        var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            AllowAutoRedirect = false,
            ConnectCallback = async (_, cancellationToken) =>
            {
                var own = new IPEndPoint(IPAddress.TryParse(addresses.First.Host.Trim('[', ']'), out var ip) ? ip : IPAddress.Loopback, addresses.First.Port);
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                try
                {
                    await socket.ConnectAsync(own, cancellationToken);
                    return new NetworkStream(socket, ownsSocket: true);
                }
                catch
                {
                    socket.Dispose();
                    throw;
                }
            },
        };

        // The other end is this process. Its certificate is for the name that people use.
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null;
        return handler;
    }
}
