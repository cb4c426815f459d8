using System.Text.Json.Nodes;

namespace Ledger.Web.Tests.Running;

/// <summary>A running node, wherever it runs: its address, its files, and everything it said.</summary>
internal abstract class TestNode(Uri address, string dataDirectory) : IAsyncDisposable
{
    /// <summary>How long a start or a stop may take; the first start fetches the chain's program.</summary>
    protected static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    public Uri Address { get; } = address;

    public string DataDirectory { get; } = dataDirectory;

    public HttpClient Http { get; } = new() { BaseAddress = address };

    /// <summary>Everything it said and logged so far.</summary>
    public abstract string Output { get; }

    public JsonNode AddressBook => Read("chain/addresses.json");

    /// <summary>A demo department's token.</summary>
    public string Token(string department, string role) => Read("demo-tokens.json")[department]![role]!.GetValue<string>();

    public abstract ValueTask DisposeAsync();

    private JsonNode Read(string file) => JsonNode.Parse(File.ReadAllText(Path.Combine(DataDirectory, file)))
        ?? throw new InvalidOperationException($"{file} holds nothing.");
}
