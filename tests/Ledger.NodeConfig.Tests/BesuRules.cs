using System.Globalization;
using Tomlyn.Model;

namespace Ledger.NodeConfig.Tests;

/// <summary>The configuration of Besu: options that exist, the same where they must be, and safe.</summary>
internal static class BesuRules
{
    private const string ProfileVariable = "BESU_PROFILE";

    private static readonly HashSet<string> Options =
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "besu-options.txt")).Where(line => !line.StartsWith('#'))];

    /// <summary>The options that differ between the roles. All others must be the same.</summary>
    private static readonly HashSet<string> OfTheRole =
        ["rpc-http-host", "rpc-http-api", "host-allowlist", "data-storage-format", "bonsai-limit-trie-logs-enabled", "bonsai-historical-block-limit", "rpc-max-logs-range"];

    private static readonly Dictionary<string, string> Required = new(StringComparer.Ordinal)
    {
        ["discovery-enabled"] = "False",
        ["permissions-nodes-config-file-enabled"] = "True",
        ["permissions-nodes-config-file"] = "/etc/besu/permissions_config.toml",
        ["permissions-accounts-config-file-enabled"] = "True",
        ["permissions-accounts-config-file"] = "/etc/besu/permissions_config.toml",
        ["static-nodes-file"] = "/etc/besu/static-nodes.json",
        ["genesis-file"] = "/etc/besu/genesis.json",
        ["node-private-key-file"] = "/run/secrets/node-key",
        ["data-path"] = "/var/lib/besu",
        ["min-gas-price"] = "0",
        ["sync-mode"] = "FULL",
        ["rpc-http-enabled"] = "True",
        ["rpc-http-port"] = "8545",
        ["rpc-ws-enabled"] = "False",
        ["graphql-http-enabled"] = "False",
        ["metrics-enabled"] = "True",
        ["metrics-port"] = "9545",
        ["p2p-port"] = "30303",
        ["version-compatibility-protection"] = "True",
        // The other pool never fills besu_transaction_pool_number_of_transactions, which two alarms use.
        ["tx-pool"] = "layered",
        ["rpc-http-max-active-connections"] = "300",
        ["remote-connections-limit-enabled"] = "False",
    };

    /// <summary>The API QBFT can propose votes on validators. So only validators offer it, and they answer on loopback only.</summary>
    private static string[] ApisOf(string role) => role == "validator" ? ["ETH", "NET", "WEB3", "QBFT"] : ["ETH", "NET", "WEB3"];

    /// <summary>Besu refuses an unknown option in a file, in the environment and on the command line.</summary>
    public static IEnumerable<string> KnownOptions(ConfigFolder folder)
    {
        var named = Consortium.Roles.SelectMany(role => Consortium.RoleToml(folder, role).Keys.Select(key => (Where: $"{role}.toml", Option: key)))
            .Concat(Consortium.Services(folder).SelectMany(service => Environment(service.Where, Yaml.Map(service.Service, "environment").Keys)))
            .Concat(Consortium.Services(folder).SelectMany(service => Arguments(service.Where, Yaml.List(service.Service, "command"))))
            .Concat(Containers(folder).SelectMany(container => Environment(container.Where, Yaml.List(container.Container, "env").Select(item => Yaml.Text(item, "name")))))
            .Concat(Containers(folder).SelectMany(container => Arguments(container.Where, Yaml.List(container.Container, "args"))));
        return named.Where(item => item.Option != "config-file" && !Options.Contains(item.Option)).Select(item => $"{item.Where}: Besu has no option {item.Option}.");
    }

    /// <summary>
    /// Besu reads the profile before its configuration file, so a profile named in the file has no effect. A profile that is loaded changes options
    /// that the files do not set, including the pool.
    /// </summary>
    public static IEnumerable<string> NoProfile(ConfigFolder folder) =>
        folder.FilesOf(".toml").Where(file => Consortium.Toml(folder, file).ContainsKey("profile"))
            .Concat(Consortium.Services(folder)
                .Where(service => Yaml.Map(service.Service, "environment").ContainsKey(ProfileVariable) || Yaml.List(service.Service, "command").Any(IsProfile))
                .Select(service => service.Where))
            .Concat(Containers(folder)
                .Where(container => Yaml.List(container.Container, "env").Any(item => Yaml.Text(item, "name") == ProfileVariable) || Yaml.List(container.Container, "args").Any(IsProfile))
                .Select(container => container.Where))
            .Select(where => $"{where}: names a profile. Set its options one by one instead.");

    public static IEnumerable<string> Alike(ConfigFolder folder)
    {
        var tables = Consortium.Roles.Select(role => (Role: role, Shared: Shared(Consortium.RoleToml(folder, role)))).ToList();
        return from table in tables.Skip(1)
               from key in table.Shared.Keys.Union(tables[0].Shared.Keys)
               where table.Shared.GetValueOrDefault(key) != tables[0].Shared.GetValueOrDefault(key)
               select $"{table.Role}.toml and {tables[0].Role}.toml differ in {key}.";
    }

    public static IEnumerable<string> Safe(ConfigFolder folder)
    {
        foreach (var role in Consortium.Roles)
        {
            var table = Consortium.RoleToml(folder, role);
            foreach (var (key, value) in Required.Where(pair => Written(table, pair.Key) != pair.Value))
            {
                yield return $"{role}.toml: {key} is not {value}.";
            }

            var (apis, expected) = (Consortium.Texts(table, "rpc-http-api"), ApisOf(role));
            foreach (var api in apis.Except(expected).Concat(expected.Except(apis)))
            {
                yield return $"{role}.toml: rpc-http-api must be {string.Join(',', expected)}, and differs in {api}.";
            }

            if (Consortium.Texts(table, "host-allowlist") is not { Count: > 0 } hosts || hosts.Any(host => host is "*" or "all"))
            {
                yield return $"{role}.toml: host-allowlist is missing, empty, or allows every name.";
            }

            if (table.ContainsKey("rpc-http-cors-origins"))
            {
                yield return $"{role}.toml: rpc-http-cors-origins must not be set, because no browser calls a node.";
            }

            if ((Written(table, "rpc-http-host") == "127.0.0.1") != (role == "validator"))
            {
                yield return $"{role}.toml: rpc-http-host must be 127.0.0.1 for validators, and only for them.";
            }

            if ((Written(table, "data-storage-format") == "FOREST") != (role == "archive"))
            {
                yield return $"{role}.toml: data-storage-format must be FOREST for archives, and only for them.";
            }
        }
    }

    /// <summary>A node answers to every name by which others ask it.</summary>
    public static IEnumerable<string> Hosts(ConfigFolder folder) =>
        from node in Consortium.Plan(folder, "compose").Nodes
        from name in new[] { node.Name, $"{node.Name}.ledger-chain.svc", $"{node.Name}.ledger-chain.svc.cluster.local", "localhost" }
        where !Consortium.Texts(Consortium.RoleToml(folder, Consortium.RoleOf(node)), "host-allowlist").Contains(name)
        select $"{Consortium.RoleOf(node)}.toml: host-allowlist lacks {name}.";

    /// <summary>Every container of every pod, including the init containers.</summary>
    public static IEnumerable<(string Where, object? Container)> Containers(ConfigFolder folder) =>
        from manifest in Consortium.Manifests(folder)
        where manifest.Kind == "StatefulSet"
        from list in new[] { "initContainers", "containers" }
        from container in Yaml.List(manifest.Object, "spec", "template", "spec", list)
        select (manifest.File, container);

    private static bool IsProfile(object? argument) => argument is string text && text.StartsWith("--profile", StringComparison.Ordinal);

    private static Dictionary<string, string> Shared(TomlTable table) =>
        table.Keys.Where(key => !OfTheRole.Contains(key)).ToDictionary(key => key, key => Written(table, key), StringComparer.Ordinal);

    private static string Written(TomlTable table, string key) => table.TryGetValue(key, out var value)
        ? value is TomlArray list ? string.Join(',', list) : Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""
        : "";

    private static IEnumerable<(string Where, string Option)> Environment(string where, IEnumerable<string> names) =>
        names.Where(name => name.StartsWith("BESU_", StringComparison.Ordinal))
            .Select(name => (where, name["BESU_".Length..].Replace('_', '-').ToLowerInvariant()));

    private static IEnumerable<(string Where, string Option)> Arguments(string where, IEnumerable<object?> items) =>
        items.OfType<string>().Select(item => (where, item.TrimStart('-').Split('=')[0]));
}
