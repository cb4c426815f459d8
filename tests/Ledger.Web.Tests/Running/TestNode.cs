using System.Text.Json.Nodes;

namespace Ledger.Web.Tests.Running;

/// <summary>A running node, in this process or another one: its address, its files and its output.</summary>
internal abstract class TestNode(Uri address, string dataDirectory) : IAsyncDisposable
{
    /// <summary>The longest time of a start or a stop. The first start downloads the chain's program.</summary>
    protected static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    public Uri Address { get; } = address;

    public string DataDirectory { get; } = dataDirectory;

    public HttpClient Http { get; } = new() { BaseAddress = address };

    /// <summary>Everything the node printed and logged so far.</summary>
    public abstract string Output { get; }

    public JsonNode AddressBook => Read("chain/addresses.json");

    /// <summary>Finds the token of a demo department.</summary>
    public string Token(string department, string role) => Read("demo-tokens.json")[department]![role]!.GetValue<string>();

    public abstract ValueTask DisposeAsync();

    private JsonNode Read(string file) => JsonNode.Parse(File.ReadAllText(Path.Combine(DataDirectory, file)))
        ?? throw new InvalidOperationException($"{file} contains the text null.");
}
