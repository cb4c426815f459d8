using System.Text.RegularExpressions;

namespace Ledger.NodeConfig.Tests;

/// <summary>The alarms ask for metrics that exist, of jobs that are scraped, and say what to do.</summary>
internal static partial class AlarmRules
{
    /// <summary>Where each is made: besu's DefaultBlockchain, EthPeers and TransactionPoolMetrics; Prometheus; its node exporter.</summary>
    private static readonly HashSet<string> Metrics =
    [
        "besu_blockchain_chain_head_timestamp", "ethereum_blockchain_height", "ethereum_peer_count", "besu_transaction_pool_number_of_transactions",
        "up", "node_filesystem_avail_bytes",
    ];

    private static readonly HashSet<string> Language =
        ["time", "max", "min", "sum", "count", "by", "on", "or", "group_right", "group_left", "ceil", "absent", "delta", "clamp_min", "predict_linear", "node"];

    public static IEnumerable<string> Alarms(ConfigFolder folder)
    {
        var rules = Yaml.List(Yaml.Document(folder.Read("prometheus/chain-rules.yml")), "groups").SelectMany(group => Yaml.List(group, "rules")).ToList();
        if (rules.Select(rule => Yaml.Text(rule, "alert")).Distinct(StringComparer.Ordinal).Count() != rules.Count)
        {
            yield return "An alarm is named twice.";
        }

        foreach (var rule in rules)
        {
            var name = Yaml.Text(rule, "alert");
            var expression = Yaml.Text(rule, "expr");
            foreach (var word in Words(expression).Where(word => !Metrics.Contains(word) && !Language.Contains(word)))
            {
                yield return $"{name}: nothing is called {word}.";
            }

            if (!IsBalanced(expression))
            {
                yield return $"{name}: brackets.";
            }

            if (JobLabel().Matches(expression).Any(match => match.Groups[1].Value != "besu"))
            {
                yield return $"{name}: another job than besu.";
            }

            if (!Duration().IsMatch(Yaml.Text(rule, "for")) || Yaml.Text(rule, "labels", "severity") is not ("page" or "ticket"))
            {
                yield return $"{name}: for, or severity.";
            }

            if (!Yaml.Map(rule).Keys.ToHashSet(StringComparer.Ordinal).SetEquals(["alert", "expr", "for", "labels", "annotations"])
                || new[] { "summary", "action" }.Any(part => !Chinese().IsMatch(Yaml.Text(rule, "annotations", part))))
            {
                yield return $"{name}: it does not say in both languages what it means and what to do.";
            }
        }
    }

    /// <summary>The scrape configuration has every node of the plan with its role, and the departments' services.</summary>
    public static IEnumerable<string> Scraping(ConfigFolder folder)
    {
        var jobs = Yaml.List(Yaml.Document(folder.Read($"{Consortium.Folder}/prometheus.yml")), "scrape_configs");
        var scraped = Yaml.List(jobs.FirstOrDefault(job => Yaml.Text(job, "job_name") == "besu"), "static_configs")
            .Select(item => (Yaml.Text(item, "targets", "0"), Yaml.Text(item, "labels", "node"), Yaml.Text(item, "labels", "role")));
        var planned = Consortium.Plan(folder, "compose").Nodes.Select(node => ($"{node.Name}:9545", node.Name, Consortium.RoleOf(node)));
        if (!scraped.SequenceEqual(planned))
        {
            yield return "prometheus.yml does not ask the nodes of the plan.";
        }

        if (jobs.All(job => Yaml.Text(job, "job_name") != "ledger"))
        {
            yield return "prometheus.yml does not ask the services.";
        }
    }

    // Label matchers, strings and durations hold words of their own.
    private static IEnumerable<string> Words(string expression) =>
        Word().Matches(Braces().Replace(expression, "")).Select(match => match.Value);

    private static bool IsBalanced(string expression) =>
        new[] { ('(', ')'), ('[', ']'), ('{', '}') }.All(pair => expression.Count(c => c == pair.Item1) == expression.Count(c => c == pair.Item2));

    [GeneratedRegex(@"\{[^}]*\}|\[[^\]]*\]", RegexOptions.CultureInvariant)]
    private static partial Regex Braces();

    [GeneratedRegex("[a-zA-Z_][a-zA-Z0-9_]*", RegexOptions.CultureInvariant)]
    private static partial Regex Word();

    [GeneratedRegex("job=\"([^\"]*)\"", RegexOptions.CultureInvariant)]
    private static partial Regex JobLabel();

    [GeneratedRegex("^[1-9][0-9]*m$", RegexOptions.CultureInvariant)]
    private static partial Regex Duration();

    [GeneratedRegex("[一-鿿]", RegexOptions.CultureInvariant)]
    private static partial Regex Chinese();
}
