using Ledger.Ethereum;
using Ledger.Hosting;
using Ledger.Issuing;
using Ledger.Store.LiteDb;
using Ledger.Verify.Faults;
using Ledger.Web.Embedded;
using Ledger.Web.StartFaults;
using Ledger.Web.Startup;
using Ledger.Web.Terminal;

namespace Ledger.Web;

/// <summary>The hosted service. Not static, so that a test can name it: <c>WebApplicationFactory</c> finds the entry point by a type.</summary>
internal sealed class Program
{
    /// <summary>Runs a node until Ctrl-C.</summary>
    /// <returns>0 after a clean stop, 2 when the node could not start.</returns>
    public static async Task<int> Main(string[] args)
    {
        try
        {
            // Before anything else: whoever starts it sees at once that it runs, and where nothing can be written nothing is begun.
            TerminalVoice.Begin();
            await using var app = Build(await CreateBuilderAsync(args));
            app.AnnounceStart();
            await app.RunAsync();
            return 0;
        }
        catch (OperationCanceledException)
        {
            return 0; // Ctrl-C during the start.
        }
        catch (Exception problem) when (StartUpProblems.Explain(problem) is { } explained)
        {
            return StartUpProblems.Tell(explained);
        }
    }

    /// <summary>Everything a node is made of. A test may replace services before it builds.</summary>
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
