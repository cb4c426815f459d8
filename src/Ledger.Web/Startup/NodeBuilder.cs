using Ledger.Verify.Faults;
using Ledger.Web.Http;
using Ledger.Web.Settings;

namespace Ledger.Web.Startup;

/// <summary>Makes the builder of a node's host.</summary>
internal static class NodeBuilder
{
    /// <summary>A builder with the node's settings and its web server; no step is registered yet.</summary>
    /// <exception cref="FaultException">The settings file or an option of the command line cannot be read.</exception>
    public static WebApplicationBuilder Create(string[] args)
    {
        var builder = CreateBuilder(args);
        builder.Services.AddSingleton(container => ListenAddresses.Read(container.GetRequiredService<IConfiguration>()));
        builder.WebHost.ConfigureKestrel(server =>
        {
            server.AddServerHeader = false;
            ServerRefusals.Add(server);
        });
        ExplainingServer.Decorate(builder.Services);

        // Why a start failed is told to a person, without a stack; a worker that fails logs that itself.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);

        // Each poll of the health page would log each check that is not well. What is wrong is logged once, where it is found.
        builder.Logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
        return builder;
    }

    // The program's own folder, not the working directory: "dotnet run --project" is called from anywhere.
    private static WebApplicationBuilder CreateBuilder(string[] args)
    {
        SettingsFiles.EnsureReadable(AppContext.BaseDirectory);
        try
        {
            return WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        }
        catch (Exception problem) when (problem is InvalidDataException or FormatException)
        {
            // The settings file is no JSON, or an option of the command line is none.
            throw new FaultException(StartUpFaults.SettingsWrong, (problem.InnerException ?? problem).Message, problem);
        }
    }
}
