using Ledger.Cli;
using Ledger.Cli.Output;
using Ledger.Consortium;

namespace Ledger.NodeConfig.Tests;

/// <summary>All lists of nodes agree.</summary>
internal static class NetworkRules
{
    private const string ClusterSuffix = ".ledger-chain.svc.cluster.local";

    /// <summary>The files of each layout are byte by byte what the command makes from its plan, except for transitions in the genesis.</summary>
    public static IEnumerable<string> Generated(ConfigFolder folder)
    {
        foreach (var layout in Consortium.Layouts)
        {
            var plan = folder.PathOf($"{Consortium.Folder}/{layout}/plan.json");
            var made = Directory.CreateTempSubdirectory("ledger-node-config-network-").FullName;
            var error = new StringWriter();
            var terminal = new Terminal(TextWriter.Null, error, () => Stream.Null, () => Stream.Null, isInteractive: false);
            var exit = CommandLine.RunAsync(["chain", "network", "--plan", plan, "--out", made], terminal, CancellationToken.None).GetAwaiter().GetResult();
            if (exit != 0)
            {
                yield return $"{layout}: {error}";
                continue;
            }

            foreach (var path in Directory.EnumerateFiles(made))
            {
                var committed = $"{Consortium.Folder}/{layout}/network/{Path.GetFileName(path)}";
                if (!folder.Has(committed) || !IsWhatTheCommandMakes(File.ReadAllBytes(folder.PathOf(committed)), path))
                {
                    yield return $"{committed} is not what `ledger chain network` makes of plan.json.";
                }
            }

            Directory.Delete(made, recursive: true);
        }
    }

    private static bool IsWhatTheCommandMakes(byte[] committed, string made) => Path.GetFileName(made) == "genesis.json"
        ? TransitionRules.IsGenesisOf(committed, File.ReadAllBytes(made))
        : committed.AsSpan().SequenceEqual(File.ReadAllBytes(made));

    /// <summary>Four validators, two RPC nodes, one archive, with the same keys and one genesis in both layouts.</summary>
    public static IEnumerable<string> Layouts(ConfigFolder folder)
    {
        var plans = Consortium.Layouts.Select(layout => Consortium.Plan(folder, layout)).ToList();
        foreach (var (plan, layout) in plans.Zip(Consortium.Layouts))
        {
            var counts = Enum.GetValues<NodeRole>().Select(role => plan.Nodes.Count(node => node.Role == role));
            if (!counts.SequenceEqual([4, 2, 1]))
            {
                yield return $"{layout}: it must have 4 validators, 2 RPC nodes and 1 archive, not {string.Join(", ", counts)}.";
            }
        }

        if (!plans[0].Nodes.Select(node => (node.Name, node.Role, node.Enode.Key)).SequenceEqual(plans[1].Nodes.Select(node => (node.Name, node.Role, node.Enode.Key))))
        {
            yield return "The layouts do not have the same nodes.";
        }

        if (!Consortium.Layouts.Select(layout => folder.Read($"{Consortium.Folder}/{layout}/network/genesis.json")).Distinct(StringComparer.Ordinal).Skip(1).Any())
        {
            yield break;
        }

        yield return "The layouts have different genesis files.";
    }

    /// <summary>Static nodes and nodes-allowlist contain the nodes of the plan. Every key in an enode gives the address in the plan.</summary>
    public static IEnumerable<string> Enodes(ConfigFolder folder)
    {
        foreach (var layout in Consortium.Layouts)
        {
            var plan = Consortium.Plan(folder, layout);
            var planned = plan.Nodes.Select(node => node.Enode.ToString()).ToList();
            var fixedNodes = Consortium.StaticNodes(folder, layout);
            var permissions = Consortium.Toml(folder, $"{Consortium.Folder}/{layout}/network/permissions_config.toml");
            if (!fixedNodes.SequenceEqual(planned))
            {
                yield return $"{layout}: static-nodes.json does not hold the nodes of the plan.";
            }

            if (!Consortium.Texts(permissions, "nodes-allowlist").SequenceEqual(planned))
            {
                yield return $"{layout}: nodes-allowlist does not hold the nodes of the plan.";
            }

            if (!Consortium.Texts(permissions, "accounts-allowlist").SequenceEqual(plan.Accounts.Select(account => account.ToString())))
            {
                yield return $"{layout}: accounts-allowlist does not hold the accounts of the plan.";
            }

            foreach (var text in fixedNodes.Where(text => !Enode.TryParse(text, out _)))
            {
                yield return $"{layout}: {text} is no enode address.";
            }

            var genesis = folder.Read($"{Consortium.Folder}/{layout}/network/genesis.json");
            foreach (var node in plan.Nodes)
            {
                if (genesis.Contains(node.Enode.Key.Address.ToString()[2..], StringComparison.Ordinal) != (node.Role is NodeRole.Validator))
                {
                    yield return $"{layout}: {node.Name} is a validator in the plan or in the genesis, but not in both.";
                }
            }
        }
    }

    /// <summary>Each node of the plan has a service and a set of pods with its name, at the host in the plan. There are no others.</summary>
    public static IEnumerable<string> Places(ConfigFolder folder)
    {
        var compose = Consortium.Plan(folder, "compose");
        var services = Yaml.Map(Consortium.Compose(folder, "compose.yml"), "services");
        foreach (var name in services.Where(item => !OwnerRules.IsOwnerStep(item.Value)).Select(item => item.Key).Except(compose.Nodes.Select(node => node.Name)))
        {
            yield return $"compose.yml: {name} is not in the plan.";
        }

        foreach (var node in compose.Nodes)
        {
            var service = services.GetValueOrDefault(node.Name);
            if (Yaml.Text(service, "networks", "chain", "ipv4_address") != node.Enode.Host || Yaml.Text(service, "environment", "BESU_P2P_HOST") != node.Enode.Host)
            {
                yield return $"compose.yml: {node.Name} is not at {node.Enode.Host}.";
            }

            var role = Consortium.RoleOf(node);
            if (!Yaml.List(service, "volumes").Contains($"../besu/{role}.toml:/etc/besu/besu.toml:ro") || !Yaml.List(service, "volumes").Contains($"{node.Name}-data:/var/lib/besu"))
            {
                yield return $"compose.yml: {node.Name} does not use the configuration of its role, or not its own data.";
            }
        }

        var sets = Consortium.Manifests(folder).Where(manifest => manifest.Kind == "StatefulSet").ToDictionary(manifest => manifest.Name, StringComparer.Ordinal);
        var cluster = Consortium.Plan(folder, "k8s");
        foreach (var name in sets.Keys.Except(cluster.Nodes.Select(node => node.Name)))
        {
            yield return $"k8s: {name} is not in the plan.";
        }

        foreach (var node in cluster.Nodes)
        {
            var set = sets.GetValueOrDefault(node.Name).Object;
            if (node.Enode.Host != $"{node.Name}-0.{Yaml.Text(set, "spec", "serviceName")}{ClusterSuffix}")
            {
                yield return $"k8s: the pod of {node.Name} has another name than {node.Enode.Host}.";
            }

            if (Yaml.Text(set, "spec", "template", "metadata", "labels", "ledger/role") != Consortium.RoleOf(node))
            {
                yield return $"k8s: {node.Name} has another role than in the plan.";
            }
        }
    }
}
