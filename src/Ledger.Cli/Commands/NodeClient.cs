using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Cli.Output;

namespace Ledger.Cli.Commands;

/// <summary>Talks to a node over HTTP. An answer that is a problem becomes a <see cref="CliException"/> with the node's own code.</summary>
internal sealed class NodeClient(Uri node) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = node, Timeout = TimeSpan.FromMinutes(5) };

    public async Task<JsonNode> GetAsync(string path, string token, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        return await SendJsonAsync(request, token, cancellationToken);
    }

    public async Task<JsonNode> PostAsync(string path, string token, JsonNode body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent(body.ToJsonString(JsonText.Options), System.Text.Encoding.UTF8, "application/json"),
        };
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

    private async Task<JsonNode> SendJsonAsync(HttpRequestMessage request, string token, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(request, token, cancellationToken);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellationToken))
            ?? throw new CliException(CliFaults.Refused, "the node answered with nothing");
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, string token, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        HttpResponseMessage response;
        try
        {
            response = await _http.SendAsync(request, cancellationToken);
        }
        catch (Exception problem) when (problem is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            throw new CliException(CliFaults.Unreachable, node.ToString(), problem);
        }

        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            throw new CliException(
                response.StatusCode is HttpStatusCode.NotFound ? CliFaults.NotFound : CliFaults.Refused,
                DescribeProblem(response, await response.Content.ReadAsStringAsync(cancellationToken)));
        }
    }

    private static string DescribeProblem(HttpResponseMessage response, string body)
    {
        try
        {
            var problem = JsonNode.Parse(body);
            return $"{problem?["code"]} {problem?["title"]} {problem?["zh"]?["title"]}";
        }
        catch (JsonException)
        {
            return $"HTTP {(int)response.StatusCode}";
        }
    }
}
