using k8s;
using k8s.Models;
using YamlDotNet.Core;

namespace Ledger.NodeConfig.Tests;

/// <summary>The Kubernetes manifests are well-formed and hardened, and their references exist.</summary>
internal static class ManifestRules
{
    /// <summary>The type that the Prometheus Operator adds. All others are types of Kubernetes itself.</summary>
    private const string Foreign = "ServiceMonitor";

    private static readonly string[] Probes = ["startupProbe", "livenessProbe", "readinessProbe"];

    /// <summary>Each object is read into its type. An unknown field is an error.</summary>
    public static IEnumerable<string> Form(ConfigFolder folder)
    {
        foreach (var file in folder.FilesOf(".yaml").Where(file => file.StartsWith($"{Consortium.Folder}/k8s/", StringComparison.Ordinal)))
        {
            if (Yaml.Text(Yaml.Documents(folder.Read(file))[0], "kind") == Foreign)
            {
                continue;
            }

            string? problem = null;
            try
            {
                foreach (var read in KubernetesYaml.LoadAllFromString(folder.Read(file), strict: true))
                {
                    problem ??= read is IKubernetesObject<V1ObjectMeta> { Metadata.Name.Length: > 0 } ? null : $"{file}: an object without a name.";
                }
            }
            catch (Exception thrown) when (thrown is YamlException or InvalidOperationException or KeyNotFoundException or FormatException)
            {
                problem = $"{file}: {thrown.Message} {thrown.InnerException?.Message}";
            }

            if (problem is not null)
            {
                yield return problem;
            }
        }
    }

    /// <summary>The manifests of one role are the same except for the name, so a change to one must be made to all.</summary>
    public static IEnumerable<string> Alike(ConfigFolder folder)
    {
        foreach (var role in Consortium.Plan(folder, "k8s").Nodes.GroupBy(Consortium.RoleOf))
        {
            var texts = role.Select(node => folder.Read($"{Consortium.Folder}/k8s/{node.Name}.yaml").Replace(node.Name, "NODE", StringComparison.Ordinal)).ToList();
            if (texts.Distinct(StringComparer.Ordinal).Count() > 1)
            {
                yield return $"The manifests of the role {role.Key} differ in more than the name.";
            }
        }
    }

    public static IEnumerable<string> Pods(ConfigFolder folder)
    {
        foreach (var (file, _, name, set) in Consortium.Manifests(folder).Where(manifest => manifest.Kind == "StatefulSet"))
        {
            var pod = Yaml.At(set, "spec", "template", "spec");
            var container = Yaml.At(pod, "containers", "0");
            if (Yaml.List(pod, "containers").Count != 1 || Yaml.Text(set, "spec", "replicas") != "1" || Yaml.Text(set, "spec", "updateStrategy", "type") != "OnDelete")
            {
                yield return $"{file}: it must run exactly one node, which is replaced only by hand.";
            }

            if (Yaml.Text(pod, "securityContext", "runAsNonRoot") != "true" || Yaml.Text(pod, "securityContext", "runAsUser") != "1000"
                || Yaml.Text(pod, "securityContext", "seccompProfile", "type") != "RuntimeDefault" || Yaml.Text(pod, "automountServiceAccountToken") != "false")
            {
                yield return $"{file}: it may do more than it needs.";
            }

            foreach (var each in Yaml.List(pod, "initContainers").Concat(Yaml.List(pod, "containers")))
            {
                if (Yaml.Text(each, "securityContext", "allowPrivilegeEscalation") != "false" || Yaml.Text(each, "securityContext", "readOnlyRootFilesystem") != "true"
                    || Yaml.List(each, "securityContext", "capabilities", "drop") is not ["ALL"])
                {
                    yield return $"{file}: {Yaml.Text(each, "name")} may do more than it needs.";
                }

                if (new[] { "requests", "limits" }.Any(part => Yaml.Text(each, "resources", part, "cpu").Length == 0 || Yaml.Text(each, "resources", part, "memory").Length == 0))
                {
                    yield return $"{file}: the CPU or memory of {Yaml.Text(each, "name")} is not limited.";
                }
            }

            foreach (var probe in Probes)
            {
                var question = probe == "readinessProbe" ? "/readiness?" : "/liveness";
                if (Yaml.List(container, probe, "exec", "command") is not ["bash", "/etc/besu/health.sh", string asked] || !asked.StartsWith(question, StringComparison.Ordinal))
                {
                    yield return $"{file}: {probe} does not ask {question}.";
                }
            }

            if (Yaml.Text(pod, "affinity", "podAntiAffinity", "requiredDuringSchedulingIgnoredDuringExecution", "0", "topologyKey") != "kubernetes.io/hostname")
            {
                yield return $"{file}: two nodes of its role may run on one machine.";
            }

            var isValidator = name.StartsWith("validator-", StringComparison.Ordinal);
            var host = Yaml.List(container, "env").Where(item => Yaml.Text(item, "name") == "BESU_RPC_HTTP_HOST").Select(item => Yaml.Text(item, "value"));
            var ports = Yaml.List(container, "ports").Select(port => Yaml.Text(port, "containerPort"));
            if (isValidator ? !host.SequenceEqual(["127.0.0.1"]) || ports.Contains("8545") : host.Any() || !ports.Contains("8545"))
            {
                yield return $"{file}: JSON-RPC must be on loopback only in a validator, and on port 8545 in every other node.";
            }
        }
    }

    /// <summary>Everything that a manifest names exists: files, services, secrets, config maps, claims.</summary>
    public static IEnumerable<string> References(ConfigFolder folder)
    {
        var kustomization = Yaml.Document(folder.Read($"{Consortium.Folder}/kustomization.yaml"));
        var listed = Yaml.List(kustomization, "resources").OfType<string>().ToList();
        var present = folder.FilesOf(".yaml").Where(file => file.StartsWith($"{Consortium.Folder}/k8s/", StringComparison.Ordinal)).Select(file => file[(Consortium.Folder.Length + 1)..]);
        foreach (var file in listed.Except(present).Concat(present.Except(listed)))
        {
            yield return $"kustomization.yaml and the folder differ in {file}.";
        }

        var maps = Yaml.List(kustomization, "configMapGenerator")
            .ToDictionary(map => Yaml.Text(map, "name"), map => Yaml.List(map, "files").OfType<string>().ToList(), StringComparer.Ordinal);
        foreach (var file in maps.Values.SelectMany(files => files).Where(file => !folder.Has($"{Consortium.Folder}/{file}")))
        {
            yield return $"kustomization.yaml: {file} does not exist.";
        }

        var services = Consortium.Manifests(folder).Where(manifest => manifest.Kind == "Service").ToDictionary(manifest => manifest.Name, StringComparer.Ordinal);
        foreach (var (file, _, name, set) in Consortium.Manifests(folder).Where(manifest => manifest.Kind == "StatefulSet"))
        {
            var pod = Yaml.At(set, "spec", "template", "spec");
            var service = services.GetValueOrDefault(Yaml.Text(set, "spec", "serviceName")).Object;
            var labels = Yaml.Map(set, "spec", "template", "metadata", "labels");
            if (Yaml.Text(service, "spec", "clusterIP") != "None" || Yaml.Text(service, "spec", "publishNotReadyAddresses") != "true"
                || Yaml.Text(service, "spec", "selector", "ledger/node") != name || labels.GetValueOrDefault("ledger/node") as string != name
                || Yaml.Text(set, "spec", "selector", "matchLabels", "ledger/node") != name)
            {
                yield return $"{file}: its service does not lead to it, or only once it is ready.";
            }

            if (Yaml.Text(pod, "volumes", "1", "secret", "secretName") != $"{name}-key")
            {
                yield return $"{file}: it does not use its own key.";
            }

            foreach (var source in Yaml.List(pod, "volumes", "0", "projected", "sources"))
            {
                var map = maps.GetValueOrDefault(Yaml.Text(source, "configMap", "name"));
                var keys = Yaml.List(source, "configMap", "items").Select(item => Yaml.Text(item, "key")).ToList();
                if (map is null || keys.Any(key => !map.Any(path => Path.GetFileName(path) == key)))
                {
                    yield return $"{file}: {Yaml.Text(source, "configMap", "name")} does not hold {string.Join(' ', keys)}.";
                }
            }

            var role = labels.GetValueOrDefault("ledger/role") as string;
            if (!Yaml.List(pod, "volumes", "0", "projected", "sources", "1", "configMap", "items").Any(item => Yaml.Text(item, "key") == $"{role}.toml" && Yaml.Text(item, "path") == "besu.toml"))
            {
                yield return $"{file}: it does not use the configuration of its role.";
            }

            var volumes = Yaml.List(pod, "volumes").Select(volume => Yaml.Text(volume, "name"))
                .Concat(Yaml.List(set, "spec", "volumeClaimTemplates").Select(claim => Yaml.Text(claim, "metadata", "name")));
            var mounts = Yaml.List(pod, "containers", "0", "volumeMounts").ToDictionary(mount => Yaml.Text(mount, "name"), mount => Yaml.Text(mount, "mountPath"), StringComparer.Ordinal);
            if (!volumes.Order(StringComparer.Ordinal).SequenceEqual(mounts.Keys.Order(StringComparer.Ordinal)) || mounts.GetValueOrDefault("data") != "/var/lib/besu"
                || mounts.GetValueOrDefault("network") != "/etc/besu" || mounts.GetValueOrDefault("key") != "/run/secrets" || mounts.GetValueOrDefault("tmp") != "/tmp")
            {
                yield return $"{file}: its volumes and mounts differ, or a mount is not where the configuration expects it.";
            }
        }
    }

    /// <summary>
    /// Only connections that a policy allows reach a pod, no policy allows JSON-RPC to a validator, and draining a machine stops at most one node of a role.
    /// </summary>
    public static IEnumerable<string> Fences(ConfigFolder folder)
    {
        var policies = Consortium.Manifests(folder).Where(manifest => manifest.Kind == "NetworkPolicy").ToList();
        if (!policies.Any(policy => Yaml.Map(policy.Object, "spec", "podSelector").Count == 0 && Yaml.List(policy.Object, "spec", "policyTypes") is ["Ingress", "Egress"]
            && Yaml.At(policy.Object, "spec", "ingress") is null && Yaml.At(policy.Object, "spec", "egress") is null))
        {
            yield return "No policy denies the traffic that no other policy allows.";
        }

        foreach (var policy in policies.Where(policy => Yaml.List(policy.Object, "spec", "ingress")
            .Any(rule => Yaml.List(rule, "ports").Count == 0 || Yaml.List(rule, "from").Count == 0)))
        {
            yield return $"{policy.Name}: a rule for incoming traffic allows every port or every sender.";
        }

        foreach (var policy in policies.Where(policy => Yaml.List(policy.Object, "spec", "ingress")
            .Any(rule => Yaml.List(rule, "ports").Any(port => Yaml.Text(port, "port") == "8545"))))
        {
            var selected = Yaml.List(policy.Object, "spec", "podSelector", "matchExpressions", "0", "values");
            if (Yaml.Text(policy.Object, "spec", "podSelector", "matchExpressions", "0", "key") != "ledger/role" || selected is not ["rpc", "archive"])
            {
                yield return $"{policy.Name}: it allows JSON-RPC to a validator.";
            }
        }

        // Pods ask NodeLocal DNSCache at a link-local address of the machine, which no namespace selector covers.
        if (!policies.SelectMany(policy => Yaml.List(policy.Object, "spec", "egress"))
            .Any(rule => Yaml.List(rule, "ports").Any(port => Yaml.Text(port, "port") == "53")
                && Yaml.List(rule, "to").Any(to => Yaml.Text(to, "ipBlock", "cidr").StartsWith("169.254.", StringComparison.Ordinal))))
        {
            yield return "No policy allows pods to reach the DNS cache of their machine.";
        }

        foreach (var role in new[] { "validator", "rpc" })
        {
            if (!Consortium.Manifests(folder).Any(manifest => manifest.Kind == "PodDisruptionBudget" && Yaml.Text(manifest.Object, "spec", "maxUnavailable") == "1"
                && Yaml.Text(manifest.Object, "spec", "selector", "matchLabels", "ledger/role") == role))
            {
                yield return $"Draining a machine may stop two nodes of the role {role}.";
            }
        }

        if (!Consortium.Manifests(folder).Any(manifest => manifest.Kind == "Namespace"
            && Yaml.Text(manifest.Object, "metadata", "labels", "pod-security.kubernetes.io/enforce") == "restricted"))
        {
            yield return "The namespace does not enforce the pod security standard \"restricted\".";
        }

        foreach (var manifest in Consortium.Manifests(folder).Where(manifest => manifest.Kind != "Namespace" && Yaml.Text(manifest.Object, "metadata", "namespace") != "ledger-chain"))
        {
            yield return $"{manifest.File}: {manifest.Name} is in another namespace.";
        }
    }
}
