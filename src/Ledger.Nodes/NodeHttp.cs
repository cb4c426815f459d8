using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Polly;

namespace Ledger.Nodes;

/// <summary>The HTTP clients of this project: how long each waits, and what it sends again. Stateless.</summary>
internal static class NodeHttp
{
    /// <summary>The API of a node. It waits 5 minutes: a node may take long to prove a record.</summary>
    public const string Api = "node";

    /// <summary>The API of a node during an audit. It waits 30 seconds: an audit asks many times.</summary>
    public const string Audit = "node-audit";

    /// <summary>The files of a public log. It waits 30 seconds for each.</summary>
    public const string Log = "public-log";

    /// <summary>Migration records, which can be large. It waits 2 minutes, and 10 seconds for the connection.</summary>
    public const string Migration = "migration";

    private const int Retries = 2;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly HttpRequestOptionsKey<bool> Repeatable = new("ledger-repeatable");

    /// <summary>Marks a request that has the same effect when it is sent again.</summary>
    public static void MarkRepeatable(this HttpRequestMessage request) => request.Options.Set(Repeatable, true);

    /// <summary>Adds the clients.</summary>
    public static void AddTo(IServiceCollection services)
    {
        Add(services, Api, TimeSpan.FromMinutes(5), () => new SocketsHttpHandler());
        Add(services, Audit, TimeSpan.FromSeconds(30), () => new SocketsHttpHandler());
        Add(services, Log, TimeSpan.FromSeconds(30), () => new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.All });
        Add(services, Migration, TimeSpan.FromMinutes(2), () => new SocketsHttpHandler
        {
            AutomaticDecompression = DecompressionMethods.All,
            ConnectTimeout = TimeSpan.FromSeconds(10),
        });
    }

    private static void Add(IServiceCollection services, string name, TimeSpan patience, Func<SocketsHttpHandler> handler)
    {
        var client = services.AddHttpClient(name).ConfigurePrimaryHttpMessageHandler(handler);
        client.AddStandardResilienceHandler(options =>
        {
            options.TotalRequestTimeout.Timeout = patience;
            options.AttemptTimeout.Timeout = patience;
            options.CircuitBreaker.SamplingDuration = 2 * patience; // The library asks for twice the time of an attempt.
            options.CircuitBreaker.ShouldHandle = arguments => ValueTask.FromResult(IsBroken(arguments.Outcome));
            options.Retry.MaxRetryAttempts = Retries;
            options.Retry.Delay = Pause;
            options.Retry.BackoffType = DelayBackoffType.Constant;
            options.Retry.ShouldHandle = arguments => ValueTask.FromResult(
                IsBroken(arguments.Outcome) && arguments.Context.GetRequestMessage() is { } request && IsRepeatable(request));
        });

        // After the handler, which takes the limit of the client away: its own ends with the headers, and the body has to come as well.
        client.ConfigureHttpClient(http => http.Timeout = patience);
    }

    private static bool IsRepeatable(HttpRequestMessage request) =>
        request.Method == HttpMethod.Get || (request.Options.TryGetValue(Repeatable, out var repeatable) && repeatable);

    // The node may have had the request. A connection that was never made is no such case: nobody is there.
    private static bool IsBroken(Outcome<HttpResponseMessage> outcome) => outcome.Exception is HttpRequestException
    {
        HttpRequestError: HttpRequestError.Unknown or HttpRequestError.ResponseEnded or HttpRequestError.HttpProtocolError,
    };
}
