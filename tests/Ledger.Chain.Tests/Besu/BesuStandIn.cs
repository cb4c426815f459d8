using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Chain.Tests.Anvil;
using Ledger.Verify.Chain;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Ledger.Chain.Tests.Besu;

/// <summary>
/// Replaces a Besu node of a QBFT chain. It answers JSON-RPC over HTTP in Besu's forms, with the real EVM and state of an anvil behind it.
/// Each block of anvil becomes a QBFT block with seals of real keys. Safe for use from many threads.
/// </summary>
internal sealed class BesuStandIn : IAsyncDisposable
{
    private readonly AnvilChain _anvil;
    private readonly BesuOptions _options;
    private readonly HttpClient _http = new();
    private readonly QbftChain _blocks;
    private readonly BesuMethods _methods;
    private readonly WebApplication _application;
    private readonly ConcurrentDictionary<int, int> _refusals = new();

    private BesuStandIn(AnvilChain anvil, BesuOptions options)
    {
        _anvil = anvil;
        _options = options;
        var client = new AnvilClient(_http, anvil.Rpc);
        _blocks = new QbftChain(client, options.EmptyBlocks);
        _methods = new BesuMethods(client, _blocks, options);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _application = builder.Build();
        _application.Run(ServeAsync);
    }

    public Uri Address => new(_application.Urls.First());

    /// <summary>The address of the same node with a host name that is not in its list.</summary>
    public Uri AddressNotAllowed => new UriBuilder(Address) { Host = "localhost" }.Uri;

    /// <summary>The accounts in Besu's permissions file. Null, the default, allows all accounts.</summary>
    public ImmutableHashSet<ChainAddress>? PermittedSenders
    {
        get => _methods.PermittedSenders;
        set => _methods.PermittedSenders = value;
    }

    /// <summary>Starts the stand-in and its anvil.</summary>
    /// <param name="program">The anvil program.</param>
    /// <param name="options">The options of the node.</param>
    public static async Task<BesuStandIn> StartAsync(string program, BesuOptions options)
    {
        var node = new BesuStandIn(await AnvilChain.StartAsync(program, options.AnvilOptions), options);
        await node._application.StartAsync();
        return node;
    }

    /// <summary>The number of calls that got this error code. Requests with a wrong host count under 403.</summary>
    public int Refusals(int code) => _refusals.GetValueOrDefault(code);

    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        await _anvil.DisposeAsync();
        _blocks.Dispose();
        _http.Dispose();
    }

    private async Task ServeAsync(HttpContext context)
    {
        // JsonRpcHttpService.checkAllowlistHostHeader runs first and answers without a JSON-RPC envelope.
        if (!_options.HostAllowlist.Contains(context.Request.Host.Host.ToLowerInvariant()))
        {
            Count(StatusCodes.Status403Forbidden);
            await WriteAsync(context, StatusCodes.Status403Forbidden, "application/json; charset=utf-8", new JsonObject { ["message"] = "Host not authorized." });
            return;
        }

        var (status, answer) = await AnswerAsync(context);
        await WriteAsync(context, status, "application/json", answer);
    }

    // AbstractJsonRpcExecutor.statusCodeFromError: 400 when the body is not a request, 200 for every other error.
    private async Task<(int Status, JsonNode Answer)> AnswerAsync(HttpContext context)
    {
        JsonNode? request;
        try
        {
            request = await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        }
        catch (JsonException)
        {
            request = null;
        }

        switch (request)
        {
            case JsonObject call:
                return (StatusCodes.Status200OK, await AnswerAsync(call));
            case JsonArray batch when batch.Count > _options.MaxBatchSize:
                return (StatusCodes.Status200OK, Refuse(null, BesuError.BatchTooLarge)); // JsonRpcArrayExecutor answers with one error for the batch, without an id.
            case JsonArray batch:
                var answers = new JsonArray();
                foreach (var one in batch)
                {
                    answers.Add(one is JsonObject call ? await AnswerAsync(call) : Refuse(null, BesuError.InvalidRequest));
                }

                return (StatusCodes.Status200OK, answers);
            default:
                return (StatusCodes.Status400BadRequest, Refuse(null, BesuError.ParseError));
        }
    }

    private async Task<JsonObject> AnswerAsync(JsonObject call)
    {
        var id = call["id"]?.DeepClone();
        try
        {
            var result = await _methods.CallAsync((string?)call["method"] ?? "", call["params"] as JsonArray ?? []);
            return new JsonObject { ["jsonrpc"] = "2.0", ["id"] = id, ["result"] = result };
        }
        catch (BesuErrorException refused)
        {
            return Refuse(id, refused.Error);
        }
    }

    private JsonObject Refuse(JsonNode? id, BesuError error)
    {
        Count(error.Code);
        var body = new JsonObject { ["code"] = error.Code, ["message"] = error.Message };
        if (error.Data is { } data)
        {
            body["data"] = data;
        }

        return new JsonObject { ["jsonrpc"] = "2.0", ["id"] = id, ["error"] = body };
    }

    private void Count(int code) => _refusals.AddOrUpdate(code, 1, static (_, count) => count + 1);

    private static async Task WriteAsync(HttpContext context, int status, string type, JsonNode body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        await context.Response.WriteAsync(body.ToJsonString(), context.RequestAborted);
    }
}
