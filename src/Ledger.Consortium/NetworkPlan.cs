using System.Text.Json;
using System.Text.Json.Serialization;
using Ledger.Verify.Chain;
using Ledger.Verify.Faults;

namespace Ledger.Consortium;

/// <summary>
/// One small file from which all node lists of a consortium chain are made, so genesis, enode lists and permissions always agree. It contains only
/// public keys and addresses.
/// </summary>
public sealed record NetworkPlan
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter<NodeRole>(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    private NetworkPlan(GenesisSettings genesis, IReadOnlyList<PlannedNode> nodes, IReadOnlyList<ChainAddress> accounts)
    {
        Genesis = genesis;
        Nodes = nodes;
        Accounts = accounts;
    }

    public GenesisSettings Genesis { get; }

    public IReadOnlyList<PlannedNode> Nodes { get; }

    /// <summary>
    /// The only accounts whose transactions the nodes accept. On a chain without fees nothing else stops strangers. List the operators of the
    /// departments and the members of the council.
    /// </summary>
    public IReadOnlyList<ChainAddress> Accounts { get; }

    /// <summary>
    /// Reads a plan strictly. Unknown, repeated and missing members are refused, and so are two nodes with the same key, name or address.
    /// </summary>
    /// <exception cref="FaultException">The plan cannot be used. The detail names the place; it holds no more of the plan than one wrong value.</exception>
    public static NetworkPlan Read(ReadOnlySpan<byte> utf8)
    {
        PlanForm form;
        try
        {
            form = JsonSerializer.Deserialize<PlanForm>(utf8, Strict) ?? throw Unusable("the plan is null");
        }
        catch (JsonException problem)
        {
            throw Unusable($"line {problem.LineNumber + 1}: {problem.Path}", problem);
        }

        if (form.V != 1)
        {
            throw Unusable("v is not 1");
        }

        var nodes = form.Nodes.Select(Node).ToList();
        RefuseRepeated(nodes.Select(node => node.Name), "name");
        RefuseRepeated(nodes.Select(node => node.Enode.Key.ToString()), "publicKey");
        RefuseRepeated(nodes.Select(node => $"{node.Enode.Host}:{node.Enode.Port}"), "host and port");
        var accounts = form.Accounts.Select(Account).ToList();
        RefuseRepeated(accounts.Select(account => account.ToString()), "account");
        if (accounts.Count == 0)
        {
            throw Unusable("accounts is empty: nobody could send anything");
        }

        var genesis = new GenesisSettings
        {
            ChainId = form.ChainId,
            BlockPeriodSeconds = form.BlockPeriodSeconds,
            Validators = [.. nodes.Where(node => node.Role is NodeRole.Validator).Select(node => node.Enode.Key.Address)],
        };
        return genesis.Check() is { } rejected
            ? throw Unusable($"{rejected.Problem}: {rejected.Value}")
            : new NetworkPlan(genesis, nodes, accounts);
    }

    private static PlannedNode Node(NodeForm? form, int index)
    {
        var place = $"nodes[{index}]";
        if (form is null)
        {
            throw Unusable($"{place} is null");
        }

        if (!Enode.IsHost(form.Name) || form.Name.Contains('.', StringComparison.Ordinal))
        {
            throw Unusable($"{place}.name is not a host name in lower case");
        }

        if (!Enode.IsHost(form.Host))
        {
            throw Unusable($"{place}.host is neither an IPv4 address nor a host name in lower case");
        }

        if (!Enode.IsPort(form.Port))
        {
            throw Unusable($"{place}.port is not a port");
        }

        return NodePublicKey.TryParse(form.PublicKey, out var key)
            ? new PlannedNode(form.Name, form.Role, new Enode(key, form.Host, form.Port))
            : throw Unusable($"{place}.publicKey is not a public key of secp256k1 (128 hexadecimal digits in lower case)");
    }

    private static ChainAddress Account(string? text, int index) =>
        ChainAddress.TryParse(text, out var address) && !address.IsZero
            ? address
            : throw Unusable($"accounts[{index}] is not an address in lower case");

    private static void RefuseRepeated(IEnumerable<string> values, string what)
    {
        if (values.GroupBy(value => value, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } repeated)
        {
            throw Unusable($"two have the {what} {repeated.Key}");
        }
    }

    private static FaultException Unusable(string detail, Exception? inner = null) => new(RunFaults.PlanUnusable, detail, inner);

    private sealed record PlanForm
    {
        public required int V { get; init; }

        public required long ChainId { get; init; }

        public required int BlockPeriodSeconds { get; init; }

        public required IReadOnlyList<NodeForm?> Nodes { get; init; }

        public required IReadOnlyList<string?> Accounts { get; init; }
    }

    private sealed record NodeForm
    {
        public required string Name { get; init; }

        public required NodeRole Role { get; init; }

        public required string Host { get; init; }

        public required int Port { get; init; }

        public required string PublicKey { get; init; }
    }
}
