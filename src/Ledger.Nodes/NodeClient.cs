using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Ledger.Files;
using Ledger.Importing;
using Ledger.UseCases;
using Ledger.Verify.Faults;

namespace Ledger.Nodes;

/// <summary>
/// Calls the HTTP API of a node. Every method throws a <see cref="FaultException"/> with the node's own code if the answer is a problem. Safe
/// for use from any thread.
/// </summary>
public sealed class NodeClient
{
    private const int MaxAnswer = 256 * 1024 * 1024;

    private readonly HttpClient _http;
    private readonly Uri _node;

    internal NodeClient(HttpClient http, Uri node)
    {
        _http = http;
        _node = node;
        _http.BaseAddress = new Uri(node.AbsoluteUri.TrimEnd('/') + "/");
        _http.MaxResponseContentBufferSize = MaxAnswer;
    }

    /// <summary>Creates a reader of single records.</summary>
    /// <param name="tokens">The tokens of the departments.</param>
    public IRecordNode ReadRecords(NodeTokens tokens) => new RecordNode(this, tokens);

    /// <summary>Creates a sender for the lines of an import.</summary>
    /// <param name="tokens">The issuers' tokens.</param>
    public IBatchSender SendBatches(NodeTokens tokens) => new BatchSender(this, tokens);

    public async Task<JsonObject> GetAsync(string path, string token, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        return await SendJsonAsync(request, token, cancellationToken);
    }

    /// <summary>Gets an answer as raw bytes.</summary>
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
            Content = new StringContent(body.ToJsonString(JsonFiles.OneLine), System.Text.Encoding.UTF8, "application/json"),
        };
        return await SendJsonAsync(request, token, cancellationToken);
    }

    public async Task<JsonObject> DeleteAsync(string path, string token, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, path);
        return await SendJsonAsync(request, token, cancellationToken);
    }

    /// <summary>Sends lines and returns the answer lines. The lines may arrive twice. Each has an idempotency key, so that does no harm.</summary>
    public async Task<string> PostLinesAsync(string path, string token, byte[] lines, CancellationToken cancellationToken)
    {
        using var content = new ByteArrayContent(lines);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        request.MarkRepeatable();
        using var response = await SendAsync(request, token, cancellationToken);
        return await response.Content.ReadAsStringAsync(cancellationToken);
    }

    private async Task<JsonObject> SendJsonAsync(HttpRequestMessage request, string token, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(request, token, cancellationToken);
        return AnswerJson.ParseObject(await response.Content.ReadAsStringAsync(cancellationToken));
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, string? token, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        HttpResponseMessage response;
        try
        {
            response = await _http.SendAsync(request, cancellationToken);
        }
        catch (Exception problem) when (Outages.Includes(problem) && !cancellationToken.IsCancellationRequested)
        {
            throw new FaultException(RunFaults.Unreachable, _node.ToString(), problem);
        }

        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            var problem = await NodeProblem.ReadAsync(response, cancellationToken);
            throw new FaultException(
                response.StatusCode is HttpStatusCode.NotFound ? RunFaults.NotFound : RunFaults.Refused, problem.ToString(),
                new HttpRequestException(null, null, response.StatusCode));
        }
    }
}
