using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Cli.Output;
using Ledger.Faults;

namespace Ledger.Cli.Nodes;

/// <summary>Talks to a node over HTTP. An answer that is a problem becomes a <see cref="CouldNotRunException"/> with the node's own code.</summary>
internal sealed class NodeClient(Uri node) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = new Uri(node.AbsoluteUri.TrimEnd('/') + "/"), Timeout = TimeSpan.FromMinutes(5) };

    public async Task<JsonObject> GetAsync(string path, string token, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        return await SendJsonAsync(request, token, cancellationToken);
    }

    /// <summary>The bytes of an answer as they came.</summary>
    public async Task<byte[]> GetBytesAsync(string path, string? token, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        using var response = await SendAsync(request, token, cancellationToken);
        return await response.Content.ReadAsByteArrayAsync(cancellationToken);
    }

    public async Task<JsonObject> PostAsync(string path, string token, JsonNode body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent(body.ToJsonString(JsonText.Options), System.Text.Encoding.UTF8, "application/json"),
        };
        return await SendJsonAsync(request, token, cancellationToken);
    }

    public async Task<JsonObject> DeleteAsync(string path, string token, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, path);
        return await SendJsonAsync(request, token, cancellationToken);
    }

    /// <summary>Sends lines and returns the answer lines.</summary>
    public async Task<string> PostLinesAsync(string path, string token, byte[] lines, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(lines) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        using var response = await SendAsync(request, token, cancellationToken);
        return await response.Content.ReadAsStringAsync(cancellationToken);
    }

    public void Dispose() => _http.Dispose();

    private async Task<JsonObject> SendJsonAsync(HttpRequestMessage request, string token, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(request, token, cancellationToken);
        return ParseObject(await response.Content.ReadAsStringAsync(cancellationToken));
    }

    /// <summary>One answer, or one line of several, which must be a JSON object.</summary>
    public static JsonObject ParseObject(string json)
    {
        try
        {
            return JsonNode.Parse(json) as JsonObject ?? throw new CouldNotRunException(RunFaults.AnswerUnreadable, "not an object");
        }
        catch (JsonException problem)
        {
            throw new CouldNotRunException(RunFaults.AnswerUnreadable, "not JSON", problem);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, string? token, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        HttpResponseMessage response;
        try
        {
            response = await _http.SendAsync(request, cancellationToken);
        }
        catch (Exception problem) when (problem is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            throw new CouldNotRunException(RunFaults.Unreachable, node.ToString(), problem);
        }

        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            var problem = await NodeProblem.ReadAsync(response, cancellationToken);
            throw new CouldNotRunException(
                response.StatusCode is HttpStatusCode.NotFound ? RunFaults.NotFound : RunFaults.Refused, problem.ToString(),
                new HttpRequestException(null, null, response.StatusCode));
        }
    }
}
