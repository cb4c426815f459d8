using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Ledger.Ethereum.Development;
using Ledger.Web.Tests.Running;

[assembly: AssemblyFixture(typeof(RunningNode))]

namespace Ledger.Web.Tests.Running;

/// <summary>
/// A node with its embedded chain. All tests that do not stop it share it. Each test uses its own records.
/// </summary>
public sealed class RunningNode : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private LedgerNode? _node;

    internal HttpClient Http => Node.Http;

    internal Uri Address => Node.Address;

    internal string DataDirectory => Node.DataDirectory;

    internal string Output => Node.Output;

    internal JsonNode AddressBook => Node.AddressBook;

    internal string Rpc => AddressBook["rpc"]!.GetValue<string>();

    internal string Registry => AddressBook["registry"]!.GetValue<string>();

    internal string TokensFile => Path.Combine(DataDirectory, "demo-tokens.json");

    private LedgerNode Node => _node ?? throw new InvalidOperationException("The node was not started.");

    /// <summary>A service of the running node.</summary>
    internal T Get<T>()
        where T : notnull => Node.Get<T>();

    /// <summary>Finds the token of a demo department.</summary>
    internal string Token(string department, string role) => Node.Token(department, role);

    /// <summary>The anvil that the node installed.</summary>
    internal Task<string> AnvilAsync() => AnvilInstaller.EnsureAsync(
        new DevChainOptions { DataDirectory = DataDirectory, ProgramDirectory = Path.Combine(DataDirectory, "chain", "anvil") },
        null, TestContext.Current.CancellationToken);

    public async ValueTask InitializeAsync() => _node = await LedgerNode.StartMeasuredAsync(
        Path.Combine(_folder.Path, "data"), ("Ledger__VerificationsPerMinute", "1000000"), ("Ledger__Portal__PagesPerMinute", "1000000"), ("Ledger__Portal__FormsPerDay", "1000000"), ("Ledger__SelfCheck__FirstAfterSeconds", "0"));

    public async ValueTask DisposeAsync()
    {
        if (_node is not null)
        {
            await _node.DisposeAsync();
        }

        _folder.Dispose();
    }

    /// <summary>Sends a request with a token of a department, or without one when <paramref name="role"/> is null.</summary>
    internal async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, string? department = null, string? role = null, string? body = null, string? key = null, string type = "application/json", string? prefer = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (role is not null && department is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Node.Token(department, role));
        }

        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, type);
        }

        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        if (prefer is not null)
        {
            request.Headers.Add("Prefer", prefer);
        }

        return await Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Sends a request as an issuer, asserts success, and reads the JSON of the answer.</summary>
    internal async Task<JsonNode> JsonAsync(HttpMethod method, string path, string department, string? body = null, string? key = null)
    {
        using var response = await SendAsync(method, path, department, "issuer", body, key);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, $"{path}: {(int)response.StatusCode} {text}");
        return JsonNode.Parse(text)!; // Not null, because the node never answers the text null.
    }
}
