using System.Net.Sockets;
using System.Security.Cryptography;
using Ledger.Verify.Faults;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Ledger.Web.Startup;

/// <summary>The web server. When it cannot use an address, it throws a <see cref="FaultException"/>, as every other problem of a start does.</summary>
internal sealed class ExplainingServer(IServer server) : IServer
{
    public IFeatureCollection Features => server.Features;

    /// <summary>Wraps the registered server in an <see cref="ExplainingServer"/>.</summary>
    public static void Decorate(IServiceCollection services)
    {
        var inner = services.Last(service => service.ServiceType == typeof(IServer)).ImplementationType
            ?? throw new InvalidOperationException("The server is registered in a way that is not known here.");
        services.AddSingleton<IServer>(container => new ExplainingServer((IServer)ActivatorUtilities.CreateInstance(container, inner)));
    }

    /// <inheritdoc/>
    /// <exception cref="FaultException">The server cannot listen on an address.</exception>
    public async Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
        where TContext : notnull
    {
        try
        {
            await server.StartAsync(application, cancellationToken);
        }
        catch (Exception problem) when (problem is IOException or SocketException or InvalidOperationException or CryptographicException or FormatException)
        {
            var addresses = string.Join(", ", Features.Get<IServerAddressesFeature>()?.Addresses ?? []);
            throw new FaultException(StartUpFaults.AddressTaken, $"{addresses}: {problem.Message}", problem);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => server.StopAsync(cancellationToken);

    public void Dispose() => server.Dispose();
}
