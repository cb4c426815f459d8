using Ledger.Verify.Faults;
using Ledger.Web.Http;
using Ledger.Web.Settings;

namespace Ledger.Web.Startup;

/// <summary>Creates the application builder of a node.</summary>
internal static class NodeBuilder
{
    /// <summary>Creates a builder with the node's settings and its web server. No step is registered yet.</summary>
    /// <exception cref="FaultException">The settings file or a command-line option cannot be read.</exception>
    public static WebApplicationBuilder Create(string[] args)
    {
        var builder = CreateBuilder(args);
        LogLevels.EnsureReadable(builder.Configuration);
        builder.Services.AddSingleton(container => ListenAddresses.Read(container.GetRequiredService<IConfiguration>()));
        builder.WebHost.ConfigureKestrel(server =>
        {
            server.AddServerHeader = false;
            ServerRefusals.Add(server);
        });
        builder.WebHost.UseStaticWebAssets(); // The files of the pages, also when the node runs from its build folder.

        // A node in its build folder would also map every address to a search for changed files. Then GET on an address that takes only POST is 404, not 405.
        builder.WebHost.UseSetting("ReloadStaticAssetsAtRuntime", "false");
        ExplainingServer.Decorate(builder.Services);

        // The node prints why a start failed, without a stack trace. A worker that fails logs this itself.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);

        // Without this, each poll of the health page logs every failing check again. Each problem is logged once, where it is found.
        builder.Logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
        return builder;
    }

    // The content root is the program's own folder, not the working directory, because "dotnet run --project" works from any directory.
    private static WebApplicationBuilder CreateBuilder(string[] args)
    {
        SettingsFiles.EnsureReadable(AppContext.BaseDirectory);
        try
        {
            return WebApplication.CreateBuilder(new WebApplicationOptions
            {
                Args = args,
                ContentRootPath = AppContext.BaseDirectory,
                ApplicationName = typeof(NodeBuilder).Assembly.GetName().Name, // Names the list of the files of the pages, also when another program starts a node.
            });
        }
        catch (Exception problem) when (problem is InvalidDataException or FormatException)
        {
            // The settings file is not JSON, or a command-line option has the wrong form.
            throw new FaultException(StartUpFaults.SettingsWrong, (problem.InnerException ?? problem).Message, problem);
        }
    }
}
