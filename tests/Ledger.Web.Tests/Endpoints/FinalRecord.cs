using System.Text.Json.Nodes;
using Ledger.Web.Tests.Running;

namespace Ledger.Web.Tests.Endpoints;

/// <summary>A record with a final anchor, for tests that only read it.</summary>
public sealed class FinalRecord(RunningNode node) : IAsyncLifetime
{
    internal string Id { get; private set; } = "";

    internal string Address => $"{TestRecords.Root}/{Id}";

    /// <summary>The bundle with every disclosure.</summary>
    internal string Bundle { get; private set; } = "";

    public async ValueTask InitializeAsync() => (Id, Bundle) = await node.IssueFinalAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Fetches the bundle as a role.</summary>
    internal async Task<JsonNode> FetchBundleAsync(string role, string query = "")
    {
        using var response = await node.SendAsync(HttpMethod.Get, $"{Address}/bundle{query}", TestRecords.Department, role);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }
}
