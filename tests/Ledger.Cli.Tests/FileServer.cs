using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Ledger.Cli.Tests;

/// <summary>Serves the files of a folder, as a plain web server serves a log.</summary>
internal sealed class FileServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private FileServer(WebApplication application) => _application = application;

    public string Address => _application.Urls.First();

    /// <param name="folder">The files.</param>
    /// <param name="failing">Files for which the server answers 503.</param>
    public static async Task<FileServer> StartAsync(string folder, params IReadOnlyCollection<string> failing)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var application = builder.Build();
        application.Run(async context =>
        {
            if (failing.Contains(context.Request.Path.Value!.TrimStart('/')))
            {
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                return;
            }

            var path = Path.Combine(folder, context.Request.Path.Value!.TrimStart('/')); // A request always has a path.
            if (File.Exists(path))
            {
                await context.Response.Body.WriteAsync(await File.ReadAllBytesAsync(path, context.RequestAborted), context.RequestAborted);
            }
            else
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
            }
        });
        await application.StartAsync(TestContext.Current.CancellationToken);
        return new FileServer(application);
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();
}
