using System.Text.RegularExpressions;

namespace Ledger.NodeConfig.Tests;

/// <summary>The alarms use metrics that exist, of jobs that are scraped, and say what to do.</summary>
internal static partial class AlarmRules
{
    /// <summary>
    /// Each metric with the label that every alarm must select by, so that it belongs to this chain. Sources of the metrics: DefaultBlockchain,
    /// EthPeers and TransactionPoolMetrics of Besu; Prometheus; its node exporter; the kubelet.
    /// </summary>
    private static readonly Dictionary<string, string> Metrics = new(StringComparer.Ordinal)
    {
        ["besu_blockchain_chain_head_timestamp"] = "job=\"besu\"",
        ["ethereum_blockchain_height"] = "job=\"besu\"",
        ["ethereum_peer_count"] = "job=\"besu\"",
        ["besu_transaction_pool_number_of_transactions"] = "job=\"besu\"",
        ["up"] = "job=\"besu\"",
        ["node_filesystem_avail_bytes"] = "job=\"besu-host\"",
        ["kubelet_volume_stats_available_bytes"] = "namespace=\"ledger-chain\"",
    };

    private static readonly HashSet<string> Language =
        ["time", "max", "min", "sum", "count", "by", "on", "or", "group_right", "group_left", "ceil", "absent", "delta", "clamp_min", "predict_linear", "node"];

    public static IEnumerable<string> Alarms(ConfigFolder folder)
    {
        var rules = Rules(folder);
        if (rules.Select(rule => Yaml.Text(rule, "alert")).Distinct(StringComparer.Ordinal).Count() != rules.Count)
        {
            yield return "Two alarms have the same name.";
        }

        foreach (var rule in rules)
        {
            var name = Yaml.Text(rule, "alert");
            var expression = Yaml.Text(rule, "expr");
            foreach (var word in Words(expression).Where(word => !Metrics.ContainsKey(word) && !Language.Contains(word)))
            {
                yield return $"{name}: its expression uses {word}, which is no known metric or function.";
            }

            if (!IsBalanced(expression))
            {
                yield return $"{name}: its brackets are not balanced.";
            }

            foreach (var (metric, label) in Metrics.Where(metric => Selectors(expression, metric.Key).Any(selector => !selector.Split(',', StringSplitOptions.TrimEntries).Contains(metric.Value))))
            {
                yield return $"{name}: it uses {metric} without {label}.";
            }

            if (!Duration().IsMatch(Yaml.Text(rule, "for")) || Yaml.Text(rule, "labels", "severity") is not ("page" or "ticket"))
            {
                yield return $"{name}: for must be in minutes, and severity must be page or ticket.";
            }

            if (!Yaml.Map(rule).Keys.ToHashSet(StringComparer.Ordinal).SetEquals(["alert", "expr", "for", "labels", "annotations"])
                || new[] { "summary", "action" }.Any(part => !Chinese().IsMatch(Yaml.Text(rule, "annotations", part))))
            {
                yield return $"{name}: it does not say in both languages what it means and what to do.";
            }
        }
    }

    /// <summary>An alarm on a missing metric never fires. So one alarm checks that every metric of the others exists.</summary>
    public static IEnumerable<string> MissingMetrics(ConfigFolder folder)
    {
        var rules = Rules(folder);
        var guarded = Absent().Matches(string.Concat(rules.Where(rule => Yaml.Text(rule, "alert") == "ChainMetricsMissing").Select(rule => Yaml.Text(rule, "expr"))))
            .SelectMany(match => Words(match.Groups[1].Value)).ToHashSet(StringComparer.Ordinal);

        // Prometheus itself makes `up`, for every target.
        return Metrics.Keys.Where(metric => metric != "up" && !guarded.Contains(metric) && rules.Any(rule => Words(Yaml.Text(rule, "expr")).Contains(metric)))
            .Select(metric => $"No alarm says that {metric} is missing.");
    }

    /// <summary>
    /// The node exporter sees the mounts of the host. A path inside a container is not among them, so an alarm on it never fires. The kubelet names
    /// the volume claims of the stateful sets.
    /// </summary>
    public static IEnumerable<string> Disks(ConfigFolder folder)
    {
        var inside = InsideContainers(folder);
        var claims = Consortium.Manifests(folder).Where(manifest => manifest.Kind == "StatefulSet")
            .SelectMany(manifest => Yaml.List(manifest.Object, "spec", "volumeClaimTemplates").Select(claim => $"{Yaml.Text(claim, "metadata", "name")}-{manifest.Name}-0")).ToList();
        foreach (var rule in Rules(folder))
        {
            var expression = Yaml.Text(rule, "expr");
            foreach (var point in Mountpoint().Matches(expression).SelectMany(match => match.Groups[1].Value.Split('|')).Where(point => !point.StartsWith('/') || inside.Contains(point)))
            {
                yield return $"{Yaml.Text(rule, "alert")}: no host has a mount at {point}.";
            }

            if (Selectors(expression, "node_filesystem_avail_bytes").Any(selector => !Mountpoint().IsMatch(selector)))
            {
                yield return $"{Yaml.Text(rule, "alert")}: it also watches mounts that hold no chain.";
            }

            foreach (var selector in Selectors(expression, "kubelet_volume_stats_available_bytes"))
            {
                var wanted = Claim().Match(selector).Groups[1].Value;
                foreach (var claim in claims.Where(claim => !Regex.IsMatch(claim, $"^(?:{wanted})$", RegexOptions.CultureInvariant)))
                {
                    yield return $"{Yaml.Text(rule, "alert")}: it does not watch {claim}.";
                }
            }
        }
    }

    /// <summary>The scrape configuration contains every node of the plan with its role, and the services of the departments.</summary>
    public static IEnumerable<string> Scraping(ConfigFolder folder)
    {
        var jobs = Yaml.List(Yaml.Document(folder.Read($"{Consortium.Folder}/prometheus.yml")), "scrape_configs");
        var scraped = Yaml.List(jobs.FirstOrDefault(job => Yaml.Text(job, "job_name") == "besu"), "static_configs")
            .Select(item => (Yaml.Text(item, "targets", "0"), Yaml.Text(item, "labels", "node"), Yaml.Text(item, "labels", "role")));
        var planned = Consortium.Plan(folder, "compose").Nodes.Select(node => (Target: $"{node.Name}:9545", node.Name, Role: Consortium.RoleOf(node))).ToList();
        if (!scraped.SequenceEqual(planned))
        {
            yield return "prometheus.yml does not scrape exactly the nodes of the plan.";
        }

        var hosts = Yaml.List(jobs.FirstOrDefault(job => Yaml.Text(job, "job_name") == "besu-host"), "static_configs")
            .Select(item => (Yaml.Text(item, "targets", "0"), Yaml.Text(item, "labels", "node")));
        if (!hosts.SequenceEqual(planned.Select(node => ($"{node.Name}:9100", node.Name))))
        {
            yield return "prometheus.yml does not scrape exactly the machines of the plan's nodes.";
        }

        if (jobs.All(job => Yaml.Text(job, "job_name") != "ledger"))
        {
            yield return "prometheus.yml does not scrape the services of the departments.";
        }
    }

    private static HashSet<string> InsideContainers(ConfigFolder folder) =>
    [
        .. from service in Consortium.Services(folder)
           from volume in Yaml.List(service.Service, "volumes").OfType<string>()
           where volume.Contains(':', StringComparison.Ordinal)
           select volume.Split(':')[1],
        .. from container in BesuRules.Containers(folder)
           from mount in Yaml.List(container.Container, "volumeMounts")
           select Yaml.Text(mount, "mountPath"),
    ];

    private static List<object?> Rules(ConfigFolder folder) =>
        [.. Yaml.List(Yaml.Document(folder.Read("prometheus/chain-rules.yml")), "groups").SelectMany(group => Yaml.List(group, "rules"))];

    /// <summary>For each use of a metric, the text in the braces after it, or an empty text.</summary>
    private static IEnumerable<string> Selectors(string expression, string metric) =>
        Selector().Matches(expression).Where(match => match.Groups[1].Value == metric).Select(match => match.Groups[2].Value);

    // Label matchers, strings and durations contain words that are not metrics.
    private static IEnumerable<string> Words(string expression) =>
        Word().Matches(Braces().Replace(expression, "")).Select(match => match.Value);

    private static bool IsBalanced(string expression) =>
        new[] { ('(', ')'), ('[', ']'), ('{', '}') }.All(pair => expression.Count(c => c == pair.Item1) == expression.Count(c => c == pair.Item2));

    [GeneratedRegex(@"\{[^}]*\}|\[[^\]]*\]", RegexOptions.CultureInvariant)]
    private static partial Regex Braces();

    [GeneratedRegex("[a-zA-Z_][a-zA-Z0-9_]*", RegexOptions.CultureInvariant)]
    private static partial Regex Word();

    [GeneratedRegex(@"([a-zA-Z_][a-zA-Z0-9_]*)(?:\{([^}]*)\})?", RegexOptions.CultureInvariant)]
    private static partial Regex Selector();

    [GeneratedRegex("mountpoint=~?\"([^\"]*)\"", RegexOptions.CultureInvariant)]
    private static partial Regex Mountpoint();

    [GeneratedRegex("persistentvolumeclaim=~\"([^\"]*)\"", RegexOptions.CultureInvariant)]
    private static partial Regex Claim();

    [GeneratedRegex(@"\babsent\(([^()]*)\)", RegexOptions.CultureInvariant)]
    private static partial Regex Absent();

    [GeneratedRegex("^[1-9][0-9]*m$", RegexOptions.CultureInvariant)]
    private static partial Regex Duration();

    [GeneratedRegex("[一-鿿]", RegexOptions.CultureInvariant)]
    private static partial Regex Chinese();
}
