using System.Globalization;
using System.Text.RegularExpressions;

namespace Ledger.NodeConfig.Tests;

/// <summary>Rules for the compose files and the images.</summary>
internal static partial class ContainerRules
{
    private static readonly HashSet<string> Keys =
    [
        "image", "user", "read_only", "cap_drop", "security_opt", "restart", "stop_grace_period", "init", "cpus", "mem_limit", "pids_limit", "ulimits", "tmpfs",
        "logging", "command", "environment", "volumes", "secrets", "networks", "ports", "healthcheck", "depends_on",
    ];

    /// <summary>
    /// Before this release the pool never put a free transaction of an account without a balance into a block. On this chain no account has a
    /// balance.
    /// </summary>
    private static readonly Version Lowest = new(26, 7, 1);

    /// <summary>One exact version, the same everywhere, and not older than <see cref="Lowest"/>.</summary>
    public static IEnumerable<string> Images(ConfigFolder folder)
    {
        var images = Consortium.Services(folder).Select(service => (service.Where, Image: Yaml.Text(service.Service, "image")))
            .Concat(BesuRules.Containers(folder).Select(container => (container.Where, Image: Yaml.Text(container.Container, "image")))).ToList();
        return images.Where(item => !IsUsable(item.Image)).Select(item => $"{item.Where}: {item.Image} is not an exact version from {Lowest} on.")
            .Concat(images.Where(item => item.Image != images[0].Image).Select(item => $"{item.Where}: {item.Image} is not {images[0].Image}."));
    }

    public static bool IsUsable(string image) =>
        Exact().Match(image) is { Success: true } exact && new Version(
            int.Parse(exact.Groups[1].Value, CultureInfo.InvariantCulture), int.Parse(exact.Groups[2].Value, CultureInfo.InvariantCulture),
            int.Parse(exact.Groups[3].Value, CultureInfo.InvariantCulture)) >= Lowest;

    /// <summary>True when a compose service has limits on the resources it may use.</summary>
    public static bool IsLimited(object? service) =>
        Yaml.Text(service, "cpus").Length > 0 && Memory().IsMatch(Yaml.Text(service, "mem_limit")) && Yaml.Text(service, "pids_limit").Length > 0;

    public static IEnumerable<string> Compose(ConfigFolder folder)
    {
        foreach (var (where, name, service) in Consortium.NodeServices(folder))
        {
            foreach (var key in Yaml.Map(service).Keys.Except(Keys))
            {
                yield return $"{where}: no rule knows {key}.";
            }

            var hardened = Yaml.Text(service, "user") == "1000:1000" && Yaml.Text(service, "read_only") == "true" && Yaml.List(service, "cap_drop") is ["ALL"]
                && Yaml.List(service, "security_opt") is ["no-new-privileges:true"] && Yaml.Text(service, "restart") == "unless-stopped";
            if (!hardened)
            {
                yield return $"{where}: it may do more than it needs.";
            }

            if (!IsLimited(service))
            {
                yield return $"{where}: its CPU, memory or number of processes is not limited.";
            }

            if (Yaml.List(service, "healthcheck", "test") is not ["CMD", "bash", "/etc/besu/health.sh", string question] || !question.StartsWith("/readiness?", StringComparison.Ordinal))
            {
                yield return $"{where}: its health check is missing or not the expected one.";
            }

            // Besu loads its native libraries from there.
            if (!Yaml.List(service, "tmpfs").OfType<string>().Any(item => item.StartsWith("/tmp:exec,", StringComparison.Ordinal)))
            {
                yield return $"{where}: /tmp is missing or not executable.";
            }

            if (name.StartsWith("validator-", StringComparison.Ordinal)
                && (Yaml.Text(service, "environment", "BESU_RPC_HTTP_HOST") != "127.0.0.1" || Yaml.List(service, "ports").Count > 0))
            {
                yield return $"{where}: a validator must answer only its own operator.";
            }

            foreach (var port in Yaml.List(service, "ports").OfType<string>().Where(port => !Published().IsMatch(port)))
            {
                yield return $"{where}: {port} is open to everybody.";
            }
        }
    }

    /// <summary>Everything that a service mounts exists and is declared.</summary>
    public static IEnumerable<string> ComposeReferences(ConfigFolder folder)
    {
        foreach (var file in Consortium.ComposeFiles)
        {
            var compose = Consortium.Compose(folder, file);
            foreach (var (name, service) in Yaml.Map(compose, "services"))
            {
                foreach (var volume in Yaml.List(service, "volumes").OfType<string>())
                {
                    var source = Substituted(volume).Split(':')[0];
                    var isThere = source.StartsWith('.')
                        ? folder.Has($"{Consortium.Folder}/compose/{source}") && volume.EndsWith(":ro", StringComparison.Ordinal)
                        : Yaml.Map(compose, "volumes").ContainsKey(source);
                    if (!isThere)
                    {
                        yield return $"{file} {name}: {volume} does not exist, or is writable.";
                    }
                }

                if (OwnerRules.IsOwnerStep(service))
                {
                    continue;
                }

                if (Yaml.List(service, "secrets") is not [var secret] || Yaml.Text(secret, "target") != "node-key"
                    || Yaml.Text(secret, "source") != (file == "compose.yml" ? $"{name}-key" : "node-key") || !Yaml.Map(compose, "secrets").ContainsKey(Yaml.Text(secret, "source")))
                {
                    yield return $"{file} {name}: it does not use its own key.";
                }
            }

            foreach (var (name, secret) in Yaml.Map(compose, "secrets"))
            {
                var node = name == "node-key" ? "${NODE}" : name[..^"-key".Length];
                if (Yaml.Text(secret, "file") != $"../keys/{node}/key")
                {
                    yield return $"{file}: the secret {name} is the key of another node.";
                }
            }
        }
    }

    // ${ROLE:?why} stands for each role. Checking the files of one role is enough.
    private static string Substituted(string text) => Variable().Replace(text, "validator");

    [GeneratedRegex(@"^hyperledger/besu:([0-9]{1,4})\.([0-9]{1,4})\.([0-9]{1,4})(@sha256:[0-9a-f]{64})?$", RegexOptions.CultureInvariant)]
    private static partial Regex Exact();

    [GeneratedRegex("^[1-9][0-9]*[mg]$", RegexOptions.CultureInvariant)]
    private static partial Regex Memory();

    // A fixed address or a required variable, never all addresses.
    [GeneratedRegex(@"^(127\.0\.0\.1:\d+:8545|\$\{P2P_HOST\}:(30303:30303|9545:9545)|\$\{RPC_PUBLISH:\?[^}]+\}:8545)$", RegexOptions.CultureInvariant)]
    private static partial Regex Published();

    [GeneratedRegex(@"\$\{[A-Z0-9_]+(:\?[^}]*)?\}", RegexOptions.CultureInvariant)]
    private static partial Regex Variable();
}
