using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Ledger.Cli.Tests;

/// <summary>A request to a node: the path, the token and the body.</summary>
internal sealed record StubRequest(string Method, string Path, string Authorization, string Body)
{
    public IReadOnlyList<JsonObject> Lines => [.. Body.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!.AsObject())];
}

/// <summary>
/// Answers as a test defines, also with answers that a correct node never gives. The end-to-end tests run the real command with the real
/// node.
/// </summary>
internal sealed class StubNode : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly List<StubRequest> _requests = [];

    private StubNode(WebApplication application) => _application = application;

    public string Address => _application.Urls.First();

    public IReadOnlyList<StubRequest> Requests
    {
        get
        {
            lock (_requests)
            {
                return [.. _requests];
            }
        }
    }

    public static async Task<StubNode> StartAsync(Func<StubRequest, (int Status, string Body)> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var node = new StubNode(builder.Build());
        node._application.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
            var request = new StubRequest(
                context.Request.Method, context.Request.Path, context.Request.Headers.Authorization.ToString(), await reader.ReadToEndAsync(context.RequestAborted));
            lock (node._requests)
            {
                node._requests.Add(request);
            }

            var (status, body) = answer(request);
            context.Response.StatusCode = status;
            await context.Response.WriteAsync(body, context.RequestAborted);
        });
        await node._application.StartAsync(TestContext.Current.CancellationToken);
        return node;
    }

    /// <summary>Starts a node that issues every line, except those with a refused key.</summary>
    public static Task<StubNode> IssuingAsync(params IReadOnlyCollection<string> refusedKeys) => StartAsync(request =>
    {
        var answers = new StringBuilder();
        foreach (var (index, line) in request.Lines.Index())
        {
            var key = (string?)line["key"] ?? "";
            answers.Append(refusedKeys.Contains(key)
                ? $$"""{"key":"{{key}}","code":"LDG2010","errors":[{"path":"/claims/grade","zh":"应为整数。","en":"It must be a whole number."}]}"""
                : $$"""{"key":"{{key}}","id":"019ab000-0000-7000-8000-{{index:x12}}","index":{{index}},"level":"L0"}""").Append('\n');
        }

        return (200, answers.ToString());
    });

    public ValueTask DisposeAsync() => _application.DisposeAsync();
}
