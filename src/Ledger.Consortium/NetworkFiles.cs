namespace Ledger.Consortium;

/// <summary>The files every node of a planned network has alike.</summary>
public static class NetworkFiles
{
    public const string Genesis = "genesis.json";
    public const string StaticNodes = "static-nodes.json";
    public const string Permissions = "permissions_config.toml";

    /// <summary>Names and contents: genesis, static nodes and permissions.</summary>
    public static IReadOnlyDictionary<string, byte[]> Write(NetworkPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var enodes = plan.Nodes.Select(node => node.Enode.ToString()).ToList();
        return new Dictionary<string, byte[]>(StringComparer.Ordinal)
        {
            [Genesis] = ConsortiumGenesis.Write(plan.Genesis),
            [StaticNodes] = List("[", enodes, "]\n"),

            // A node only looks at the other end of a connection, so all have the same list. One without accounts-allowlist takes anybody's transactions.
            [Permissions] = [.. List("nodes-allowlist=[", enodes, "]\n"), .. List("accounts-allowlist=[", plan.Accounts.Select(account => account.ToString()), "]\n")],
        };
    }

    // Keys, hosts and addresses hold nothing that JSON or TOML would want escaped.
    private static byte[] List(string before, IEnumerable<string> items, string after) =>
        System.Text.Encoding.ASCII.GetBytes($"{before}\n{string.Join(",\n", items.Select(item => $"  \"{item}\""))}\n{after}");
}
