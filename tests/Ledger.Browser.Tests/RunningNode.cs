using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Ledger.Browser.Tests;
using Ledger.Web.Tests.Running;

[assembly: AssemblyFixture(typeof(RunningNode))]

namespace Ledger.Browser.Tests;

/// <summary>A node with its embedded chain, which serves the published verifier. All tests that do not stop it share it.</summary>
public sealed class RunningNode : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private NodeProcess? _node;

    internal Uri Address => Node.Address;

    internal HttpClient Http => Node.Http;

    internal string Folder => _folder.Path;

    internal string Rpc => Node.AddressBook["rpc"]!.GetValue<string>();

    internal string Registry => Node.AddressBook["registry"]!.GetValue<string>();

    /// <summary>What a reader trusts who believes this node about its chain.</summary>
    internal JsonObject Trust => new() { ["rpc"] = new JsonArray(Rpc), ["registry"] = Registry, ["finality"] = "instant" };

    private NodeProcess Node => _node ?? throw new InvalidOperationException("The node was not started.");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _node = await NodeProcess.StartAsync(Path.Combine(_folder.Path, "data"), null, ("Ledger__SampleCity", "false"));

    /// <summary>Issues a record and waits until its bundle is anchored.</summary>
    /// <returns>The id of the record, and the path of the bundle.</returns>
    internal async Task<(string Id, string Bundle)> IssueAsync()
    {
        var issued = JsonNode.Parse(await SendAsync(HttpMethod.Post, TestRecords.Root, TestRecords.Completion().ToJsonString()))!;
        var id = (string)(issued["id"] ?? issued["record"]!["id"])!;
        var bundle = await SendAsync(HttpMethod.Get, $"{TestRecords.Root}/{id}/bundle?purpose=care");
        Assert.NotNull(JsonNode.Parse(bundle)!["anchor"]);
        return (id, _folder.File($"{id}.ledger.json", bundle));
    }

    /// <summary>Revokes a record.</summary>
    internal Task RevokeAsync(string id) => SendAsync(
        HttpMethod.Post, $"{TestRecords.Root}/{id}/status", """{"status":"revoked","reason":"test"}""");

    internal string File(string name, string text) => _folder.File(name, text);

    /// <summary>Stops the node, and with it its chain.</summary>
    internal Task StopAsync() => Node.StopAsync();

    public async ValueTask DisposeAsync()
    {
        if (_node is not null)
        {
            await _node.DisposeAsync();
        }

        _folder.Dispose();
    }

    private async Task<string> SendAsync(HttpMethod method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Node.Token(TestRecords.Department, "issuer"));
        request.Headers.Add("Prefer", "wait=30");
        if (body is not null)
        {
            request.Headers.Add("Idempotency-Key", TestRecords.NewKey());
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        using var response = await Http.SendAsync(request, Cancel);
        var text = await response.Content.ReadAsStringAsync(Cancel);
        Assert.True(response.IsSuccessStatusCode, $"{path}: {(int)response.StatusCode} {text}");
        return text;
    }
}
