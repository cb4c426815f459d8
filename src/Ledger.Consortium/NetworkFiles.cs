namespace Ledger.Consortium;

/// <summary>Writes the files that are the same on every node of a planned network.</summary>
public static class NetworkFiles
{
    public const string Genesis = "genesis.json";
    public const string StaticNodes = "static-nodes.json";
    public const string Permissions = "permissions_config.toml";

    /// <summary>Returns names and contents: genesis, static nodes and permissions.</summary>
    public static IReadOnlyDictionary<string, byte[]> Write(NetworkPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var enodes = plan.Nodes.Select(node => node.Enode.ToString()).ToList();
        return new Dictionary<string, byte[]>(StringComparer.Ordinal)
        {
            [Genesis] = ConsortiumGenesis.Write(plan.Genesis),
            [StaticNodes] = List("[", enodes, "]\n"),

            // A node checks only the other end of a connection, so all nodes have the same list. Without accounts-allowlist a node accepts
            // transactions of anybody.
            [Permissions] = [.. List("nodes-allowlist=[", enodes, "]\n"), .. List("accounts-allowlist=[", plan.Accounts.Select(account => account.ToString()), "]\n")],
        };
    }

    // Keys, hosts and addresses contain nothing that JSON or TOML must escape.
    private static byte[] List(string before, IEnumerable<string> items, string after) =>
        System.Text.Encoding.ASCII.GetBytes($"{before}\n{string.Join(",\n", items.Select(item => $"  \"{item}\""))}\n{after}");
}
