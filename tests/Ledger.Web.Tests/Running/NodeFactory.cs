using Ledger.Web.Terminal;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ledger.Web.Tests.Running;

/// <summary>
/// Runs the entry point of the service in this process, behind a real socket. So other processes can call it, and a test can send requests that no
/// client library sends.
/// </summary>
internal sealed class NodeFactory : WebApplicationFactory<Program>
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private readonly IReadOnlyList<(string Name, string Value)> _settings;
    private readonly Action<IServiceCollection> _configure;
    private readonly TaskCompletionSource _disposed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private IHostApplicationLifetime? _lifetime; // Set once, when the host starts.

    /// <param name="settings">Settings by their configuration keys, such as <c>Ledger:DataDirectory</c>.</param>
    /// <param name="configure">Replaces services after the program has registered its own.</param>
    public NodeFactory(IEnumerable<(string Name, string Value)> settings, Action<IServiceCollection>? configure = null)
    {
        _settings = [.. settings];
        _configure = configure ?? (_ => { });
        UseKestrel();
    }

    public NodeOutput Output { get; } = new();

    /// <summary>Starts the node and waits until it serves requests.</summary>
    public Task StartAsync() => Task.Run(StartServer);

    /// <summary>
    /// Stops the node as Ctrl-C does, and waits until its container has closed everything, such as the lock of the data directory. The entry point
    /// does all this. Tests do not dispose the factory, because that would stop the same host a second time at the same moment.
    /// </summary>
    public async Task StopAsync()
    {
        if (_lifetime is { } lifetime)
        {
            lifetime.StopApplication();
            await _disposed.Task.WaitAsync(Patience);
        }
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        // By default the factory uses the development environment and the source folder.
        builder.UseEnvironment(Environments.Production).UseContentRoot(AppContext.BaseDirectory);
        foreach (var (name, value) in _settings)
        {
            builder.UseSetting(name, value);
        }

        builder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(Output));
        builder.ConfigureTestServices(services =>
        {
            services.Replace(ServiceDescriptor.Singleton<IStartUpOutput>(_ => Output));
            _configure(services);

            // The container creates this hosted service first, so it disposes it last.
            services.Insert(0, ServiceDescriptor.Singleton<IHostedService>(container =>
            {
                _lifetime = container.GetRequiredService<IHostApplicationLifetime>();
                return new EndMark(_disposed);
            }));
        });
    }

    /// <summary>Signals that the container is disposed. The entry point disposes it on its own thread, and a test cannot wait for that thread.</summary>
    private sealed class EndMark(TaskCompletionSource disposed) : IHostedService, IDisposable
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose() => disposed.TrySetResult();
    }
}
