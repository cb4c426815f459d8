using System.Diagnostics.Metrics;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Ledger.Web.Http;
using Ledger.Web.Metrics;
using Ledger.Web.Settings;

namespace Ledger.Web.Startup;

/// <summary>Puts a node behind its HTTP surface and runs it.</summary>
internal static partial class NodeProgram
{
    private const int CannotRun = 2;

    /// <summary>Runs until Ctrl-C.</summary>
    /// <returns>0 after a clean stop, 2 when the node could not start.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        var voice = new TerminalVoice();
        try
        {
            // Before anything else: whoever starts it sees at once that it runs, and where nothing can be written nothing is begun.
            TerminalVoice.Begin();
            await using var app = Build(args, read => Announce(read, voice), out var settings);
            var addresses = ListenAddresses.Read(app.Configuration);
            addresses.EnsureFree();
            var address = addresses.First;
            using var starting = new CancellationTokenSource();
            using var interrupted = StopOnInterrupt(starting);
            await using var node = await Node.OpenAsync(
                settings, settings.PublicUrl ?? address, app.Services.GetRequiredService<ILoggerFactory>(), voice, TimeProvider.System, starting.Token);
            app.Services.GetRequiredService<NodeHolder>().Node = node;
            NodeMetrics.Observe(
                app.Services.GetRequiredService<IMeterFactory>(), node.Departments, node.SelfChecks, node.Chain, node.Mirror, node.Tokens, TimeProvider.System);
            await ListenAsync(app, address, starting.Token);
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
    internal static WebApplication Build(string[] args, out NodeSettings settings) => Build(args, _ => { }, out settings);

    private static WebApplication Build(string[] args, Action<NodeSettings> announce, out NodeSettings settings)
    {
        var builder = CreateBuilder(args);
        settings = ReadSettings(builder.Configuration);
        announce(settings);
        var addresses = ListenAddresses.Read(builder.Configuration);
        builder.WebHost.UseUrls(addresses.AreEndpoints ? [] : addresses.Urls); // The server reads endpoints by itself.
        builder.WebHost.UseSetting(WebHostDefaults.HttpPortsKey, "").UseSetting(WebHostDefaults.HttpsPortsKey, ""); // They are among the addresses.
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
            throw new StartUpException(StartUpFaults.SettingsWrong, (problem.InnerException ?? problem).Message, problem);
        }
    }

    /// <summary>Says what kind of node starts, and which settings are not read.</summary>
    /// <exception cref="StartUpException">A demonstration would start although somebody wrote settings of a node, in a place where they are not read.</exception>
    private static void Announce(NodeSettings settings, TerminalVoice voice)
    {
        var read = Path.Combine(AppContext.BaseDirectory, "appsettings.json");
        foreach (var (path, isOfNode) in UnreadSettings.Find(Directory.GetCurrentDirectory(), AppContext.BaseDirectory))
        {
            if (isOfNode && settings.IsEmbedded)
            {
                throw new StartUpException(StartUpFaults.SettingsNotRead, $"{path}; {read}");
            }

            voice.Say($"未读取 {path}；读取的是 {read} 与环境变量。", $"{path} is not read; {read} and the environment are.");
        }

        if (settings.IsEmbedded)
        {
            voice.Say(
                "未配置链（Ledger:Chain:Endpoints）：启动演示，使用自带的开发链与四个虚构部门，不可用于真实记录。",
                "No chain is configured (Ledger:Chain:Endpoints): this is a DEMONSTRATION with a development chain of its own and four made-up departments. Not for real records.");
        }
    }

    /// <summary>Listens; what the server cannot do with an address is told like everything else.</summary>
    private static async Task ListenAsync(WebApplication app, Uri address, CancellationToken cancellationToken)
    {
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (Exception problem) when (problem is IOException or SocketException or InvalidOperationException or CryptographicException or FormatException)
        {
            throw new StartUpException(StartUpFaults.AddressTaken, $"{address.GetLeftPart(UriPartial.Authority)}: {problem.Message}", problem);
        }
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
