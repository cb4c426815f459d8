using System.Net;
using System.Text;
using Ledger.Web.Tests.Running;

namespace Ledger.Web.Tests.Auditing;

/// <summary>A proxy between an auditor and a node. It answers some addresses itself, as a sign-in page does.</summary>
/// <param name="node">The node that answers the other addresses.</param>
/// <param name="answer">The proxy's own answer for a path, or null to ask the node.</param>
internal sealed class NodeProxy(Uri node, Func<string, string?> answer) : LoopbackServer
{
    private readonly HttpClient _http = new() { BaseAddress = node };

    /// <summary>The status of the proxy's own answers.</summary>
    public int Status { get; init; } = 200;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _http.Dispose();
    }

    protected override async Task AnswerAsync(HttpListenerContext context)
    {
        var path = context.Request.RawUrl!; // A request always has an address.
        if (answer(path) is { } text)
        {
            context.Response.StatusCode = Status;
            context.Response.Close(Encoding.UTF8.GetBytes(text), willBlock: false);
            return;
        }

        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Authorization", context.Request.Headers["Authorization"]);
        using var response = await _http.SendAsync(request);
        context.Response.StatusCode = (int)response.StatusCode;
        context.Response.Close(await response.Content.ReadAsByteArrayAsync(), willBlock: false);
    }
}
