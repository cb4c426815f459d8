using System.Globalization;
using Ledger.Consortium;

namespace Ledger.NodeConfig.Tests;

/// <summary>
/// When a host name has no address at its start, Besu takes 127.0.0.1 for it until its next start. So each pod first waits for the names in its
/// lists.
/// </summary>
internal static class NameRules
{
    private const string Script = "/etc/besu/wait-for-names.sh";

    /// <summary>With a longer wait, a node that is lost permanently would delay every other node too much.</summary>
    private const int LongestWaitSeconds = 600;

    public static IEnumerable<string> NamesAreAwaited(ConfigFolder folder)
    {
        var hasNames = Consortium.Plan(folder, "k8s").Nodes.Any(node => !Enode.IsAddress(node.Enode.Host));
        foreach (var (file, _, _, set) in Consortium.Manifests(folder).Where(manifest => hasNames && manifest.Kind == "StatefulSet"))
        {
            var pod = Yaml.At(set, "spec", "template", "spec");
            var arguments = Yaml.List(pod, "containers", "0", "args");
            if (!arguments.Contains("--Xdns-enabled=true") || !arguments.Contains("--Xdns-update-enabled=true"))
            {
                yield return $"{file}: Besu does not resolve the names of the lists, or only once.";
            }

            var waiting = Yaml.List(pod, "initContainers").Where(container => Yaml.Text(container, "command", "1") == Script).ToList();
            if (waiting is not [var wait])
            {
                yield return $"{file}: it does not wait for the names of the lists.";
                continue;
            }

            var role = Yaml.Text(set, "spec", "template", "metadata", "labels", "ledger/role");
            var command = Yaml.List(wait, "command").OfType<string>().ToList();
            var lists = Lists(folder, role);
            if (command is not ["bash", _, var limit, .. var awaited] || !awaited.Order(StringComparer.Ordinal).SequenceEqual(lists)
                || !int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds is < 30 or > LongestWaitSeconds)
            {
                yield return $"{file}: it waits for other lists than Besu reads, or without a limit of 30 to {LongestWaitSeconds} seconds.";
            }

            if (Yaml.List(wait, "volumeMounts").All(mount => Yaml.Text(mount, "name") != "network" || Yaml.Text(mount, "mountPath") != "/etc/besu")
                || !Yaml.List(pod, "volumes", "0", "projected", "sources", "1", "configMap", "items")
                    .Any(item => Yaml.Text(item, "key") == Path.GetFileName(Script) && Yaml.Text(item, "path") == Path.GetFileName(Script)))
            {
                yield return $"{file}: the script or the lists are not mounted in the container that waits.";
            }
        }
    }

    private static IEnumerable<string> Lists(ConfigFolder folder, string role) =>
        Consortium.Roles.Contains(role) && Consortium.RoleToml(folder, role) is var table
            ? new[] { "static-nodes-file", "permissions-nodes-config-file" }.Select(key => table.TryGetValue(key, out var value) ? value as string ?? "" : "").Order(StringComparer.Ordinal)
            : [];
}
