using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Ledger.Web.Http;
using Ledger.Web.Metrics;
using Ledger.Web.Settings;

namespace Ledger.Web.Startup;

/// <summary>Puts a node behind its HTTP surface and runs it.</summary>
internal static partial class NodeProgram
{
    private const string DefaultAddress = "http://127.0.0.1:5080";
    private const int CannotRun = 2;

    /// <summary>Runs until Ctrl-C.</summary>
    /// <returns>0 after a clean stop, 2 when the node could not start.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        var voice = new TerminalVoice();
        try
        {
            await using var app = Build(args, out var settings);
            var address = AddressOf(app);
            EnsureFree(address);
            using var starting = new CancellationTokenSource();
            using var interrupted = StopOnInterrupt(starting);
            await using var node = await Node.OpenAsync(
                settings, settings.PublicUrl ?? address, app.Services.GetRequiredService<ILoggerFactory>(), voice, TimeProvider.System, starting.Token);
            app.Services.GetRequiredService<NodeHolder>().Node = node;
            NodeMetrics.Observe(
                app.Services.GetRequiredService<IMeterFactory>(), node.Departments, node.SelfChecks, node.Chain, node.Mirror, node.Tokens, TimeProvider.System);
            await app.StartAsync(starting.Token);
            if (settings is { IsEmbedded: true, SampleCity: true })
            {
                await new SampleCityImport(node, voice).ImportAsync(starting.Token);
            }

            interrupted.Dispose();
            Welcome.Say(node, address);
            await app.WaitForShutdownAsync(CancellationToken.None);
            await app.StopAsync(CancellationToken.None);
            return 0;
        }
        catch (OperationCanceledException)
        {
            return 0; // Ctrl-C during the start.
        }
        catch (Exception problem) when (StartUpProblems.Explain(problem) is { } explained)
        {
            StartUpProblems.Tell(explained);
            return CannotRun;
        }
    }

    /// <summary>The application without its node, which is opened before the first request.</summary>
    internal static WebApplication Build(string[] args, out NodeSettings settings)
    {
        // The program's own folder, not the working directory: "dotnet run --project" is called from anywhere.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        settings = ReadSettings(builder.Configuration);
        if (string.IsNullOrEmpty(builder.Configuration[WebHostDefaults.ServerUrlsKey]))
        {
            builder.WebHost.UseUrls(DefaultAddress);
        }

        builder.WebHost.ConfigureKestrel(server =>
        {
            server.AddServerHeader = false;
            ServerRefusals.Add(server);
        });
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton<NodeHolder>();
        builder.Services.AddSingleton(services => services.GetRequiredService<NodeHolder>().Node);
        builder.Services.AddSingleton(services => services.GetRequiredService<Node>().Departments);
        builder.Services.AddSingleton(services => services.GetRequiredService<Node>().Tokens);
        HttpSurface.Add(builder.Services, settings);
        var app = builder.Build();
        HttpSurface.Use(app);
        return app;
    }

    private static NodeSettings ReadSettings(IConfiguration configuration)
    {
        NodeSettings settings;
        try
        {
            settings = configuration.GetSection(NodeSettings.Section).Get<NodeSettings>(options => options.ErrorOnUnknownConfiguration = true) ?? new NodeSettings();
        }
        catch (InvalidOperationException problem)
        {
            throw new StartUpException(StartUpFaults.SettingsWrong, NameOf(problem), problem);
        }

        var problems = settings.Check();
        return problems.Count == 0 ? settings : throw new StartUpException(StartUpFaults.SettingsWrong, string.Join(" ", problems));
    }

    // The binder quotes the value it cannot read, and an address may hold a password: only the setting's name is told.
    private static string NameOf(InvalidOperationException problem) =>
        QuotedSetting().Match(problem.Message + problem.InnerException?.Message) is { Success: true } setting
            ? setting.Groups[1].Value + " cannot be read."
            : problem.Message;

    [GeneratedRegex("'(Ledger:[A-Za-z0-9:]+)'", RegexOptions.CultureInvariant)]
    private static partial Regex QuotedSetting();

    private static Uri AddressOf(WebApplication app)
    {
        var first = (app.Configuration[WebHostDefaults.ServerUrlsKey] ?? DefaultAddress).Split(';')[0];
        return Uri.TryCreate(first.Replace("://*", "://127.0.0.1", StringComparison.Ordinal).Replace("://+", "://127.0.0.1", StringComparison.Ordinal),
            UriKind.Absolute, out var address)
            ? address
            : throw new StartUpException(StartUpFaults.AddressTaken, first);
    }

    /// <summary>Finds out before the chain is started, not after.</summary>
    private static void EnsureFree(Uri address)
    {
        if (!IPAddress.TryParse(address.Host, out var ip))
        {
            ip = IPAddress.Loopback;
        }

        try
        {
            using var probe = new TcpListener(ip, address.Port);
            probe.Start();
        }
        catch (SocketException problem)
        {
            throw new StartUpException(StartUpFaults.AddressTaken, address.GetLeftPart(UriPartial.Authority), problem);
        }
    }

    private static IDisposable StopOnInterrupt(CancellationTokenSource starting)
    {
        void Stop(object? sender, ConsoleCancelEventArgs signal)
        {
            signal.Cancel = true;
            starting.Cancel();
        }

        Console.CancelKeyPress += Stop;
        return new Unsubscriber(() => Console.CancelKeyPress -= Stop);
    }

    private sealed class Unsubscriber(Action action) : IDisposable
    {
        public void Dispose() => action();
    }
}

/// <summary>Holds the node for the services that endpoints ask for.</summary>
internal sealed class NodeHolder
{
    private Node? _node;

    public Node Node
    {
        get => _node ?? throw new InvalidOperationException("The node is not open yet.");
        set => _node = value;
    }
}
