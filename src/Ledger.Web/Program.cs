using Ledger.Ethereum;
using Ledger.Hosting;
using Ledger.Issuing;
using Ledger.Store.LiteDb;
using Ledger.Verify.Faults;
using Ledger.Web.Embedded;
using Ledger.Web.StartFaults;
using Ledger.Web.Startup;
using Ledger.Web.Terminal;
using Ledger.Workers;

namespace Ledger.Web;

/// <summary>The entry point of the service. The class is not static, because <c>WebApplicationFactory</c> finds the entry point by a type argument.</summary>
internal sealed class Program
{
    /// <summary>Runs a node until Ctrl-C.</summary>
    /// <returns>0 after a clean stop, 1 when a worker ended and stopped the node, 2 when the node cannot start.</returns>
    public static async Task<int> Main(string[] args)
    {
        try
        {
            // This comes first, so that a person sees at once that the node is starting. If standard output is closed, nothing else starts.
            TerminalOutput.WriteStarting();
            await using var app = Build(await CreateBuilderAsync(args));
            app.AnnounceStart();
            var services = app.Services.GetServices<IHostedService>().ToList();
            await app.RunAsync();
            return GetExitCode(services);
        }
        catch (OperationCanceledException)
        {
            return 0; // Ctrl-C during the start.
        }
        catch (Exception problem) when (StartUpProblems.Explain(problem) is { } explained)
        {
            return StartUpProblems.Print(explained);
        }
    }

    /// <summary>The exit code after a run. A supervisor must see that the node did not stop because somebody asked.</summary>
    internal static int GetExitCode(IEnumerable<IHostedService> services) => services.OfType<Worker>().Any(worker => worker.Condition.HasEnded) ? 1 : 0;

    /// <summary>Registers every service of a node. A test may replace services before it builds the application.</summary>
    /// <exception cref="FaultException">A setting cannot be read.</exception>
    internal static async Task<WebApplicationBuilder> CreateBuilderAsync(string[] args)
    {
        var builder = NodeBuilder.Create(args);
        builder.Services
            .AddNode()
            .AddLedger(await RecordTypeCatalogue.LoadAsync(CancellationToken.None))
            .AddLiteDbStore()
            .AddEthereum()
            .AddEmbeddedProfile()
            .AddNodeLife()
            .AddHttpSurface();
        return builder;
    }

    /// <summary>The application, ready to run.</summary>
    internal static WebApplication Build(WebApplicationBuilder builder)
    {
        var app = builder.Build();
        app.MapLedger();
        return app;
    }
}
