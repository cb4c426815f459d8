using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Polly;

namespace Ledger.Nodes;

/// <summary>The HTTP clients of this project, with their time limits and retries. Stateless.</summary>
internal static class NodeHttp
{
    /// <summary>The API of a node. It waits 5 minutes, because proving a record can take long.</summary>
    public const string Api = "node";

    /// <summary>The API of a node during an audit. It waits 30 seconds, because an audit sends many requests.</summary>
    public const string Audit = "node-audit";

    /// <summary>The files of a public log. It waits 30 seconds for each file.</summary>
    public const string Log = "public-log";

    /// <summary>Migration records, which can be large. It waits 2 minutes, and 10 seconds for the connection.</summary>
    public const string Migration = "migration";

    private const int Retries = 2;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly HttpRequestOptionsKey<bool> Repeatable = new("ledger-repeatable");

    /// <summary>Marks a request as idempotent, so that it may be retried.</summary>
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
            options.CircuitBreaker.SamplingDuration = 2 * patience; // The library requires at least twice the time of an attempt.
            options.CircuitBreaker.ShouldHandle = arguments => ValueTask.FromResult(IsBroken(arguments.Outcome));
            options.Retry.MaxRetryAttempts = Retries;
            options.Retry.Delay = Pause;
            options.Retry.BackoffType = DelayBackoffType.Constant;
            options.Retry.ShouldHandle = arguments => ValueTask.FromResult(
                IsBroken(arguments.Outcome) && arguments.Context.GetRequestMessage() is { } request && IsRepeatable(request));
        });

        // Set after the handler, which removes the client's own timeout. The handler's timeout covers only the headers; this one covers the body too.
        client.ConfigureHttpClient(http => http.Timeout = patience);
    }

    private static bool IsRepeatable(HttpRequestMessage request) =>
        request.Method == HttpMethod.Get || (request.Options.TryGetValue(Repeatable, out var repeatable) && repeatable);

    // The connection broke after the request was sent. A refused connection is not retried: the caller reports it at once.
    private static bool IsBroken(Outcome<HttpResponseMessage> outcome) => outcome.Exception is HttpRequestException
    {
        HttpRequestError: HttpRequestError.Unknown or HttpRequestError.ResponseEnded or HttpRequestError.HttpProtocolError,
    };
}
