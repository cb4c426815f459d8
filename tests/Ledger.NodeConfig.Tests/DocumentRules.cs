using System.Text.RegularExpressions;

namespace Ledger.NodeConfig.Tests;

/// <summary>The instructions in README and RUNBOOK work on these nodes.</summary>
internal static partial class DocumentRules
{
    private const string Readme = $"{Consortium.Folder}/README.md";
    private const string Runbook = $"{Consortium.Folder}/RUNBOOK.md";

    /// <summary>
    /// A document that mentions the first text must also contain the second one. Without it the reader mistakes a failure for a success, or misses
    /// a warning.
    /// </summary>
    private static readonly (string File, string Mentioned, string Said)[] Warnings =
    [
        // validate-config exits with 0 even when it could not read the file.
        (Readme, "validate-config", "TOML config file is valid on basic inspection"),
        // A transition applies to exactly one block number, and a halted chain never reaches a later one.
        (Runbook, "`transitions`", "**head + 1**"),
        (Readme, "rehearsal", "**Not run: Besu, Docker, Kubernetes, Prometheus.**"),
        // A name that could not be resolved excludes a node until the other one restarts.
        (Runbook, "scale statefulset", "net_peerCount"),
    ];

    public static IEnumerable<string> WarningsGiven(ConfigFolder folder) =>
        from warning in Warnings
        let text = folder.Read(warning.File)
        where !text.Contains(warning.Mentioned, StringComparison.Ordinal) || !text.Contains(warning.Said, StringComparison.Ordinal)
        select $"{warning.File}: it does not say \"{warning.Said}\" where it speaks of {warning.Mentioned}.";

    /// <summary>A node is asked only for what its role answers: <c>rpc &lt;node&gt; &lt;method&gt;</c>.</summary>
    public static IEnumerable<string> RpcCalls(ConfigFolder folder)
    {
        var nodes = Consortium.Plan(folder, "compose").Nodes.ToDictionary(node => node.Name, Consortium.RoleOf, StringComparer.Ordinal);
        foreach (var (file, text) in new[] { Readme, Runbook }.Select(file => (file, folder.Read(file))))
        {
            foreach (Match asked in Question().Matches(text))
            {
                var (name, method) = (asked.Groups[1].Value, asked.Groups[2].Value);
                if (!nodes.TryGetValue(name, out var role))
                {
                    yield return $"{file}: {name} is no node of the plan.";
                }
                else if (!Consortium.Texts(Consortium.RoleToml(folder, role), "rpc-http-api").Contains(method.Split('_')[0].ToUpperInvariant()))
                {
                    yield return $"{file}: {name} does not answer {method}.";
                }
            }
        }
    }

    /// <summary>
    /// No command removes a volume, because the new one would belong to root. What is unpacked into a volume is given to the user of Besu.
    /// </summary>
    public static IEnumerable<string> Volumes(ConfigFolder folder)
    {
        foreach (var file in new[] { Readme, Runbook, $"{Consortium.Folder}/keys/README.md" })
        {
            foreach (var line in folder.Read(file).Split('\n').Where(line => line.StartsWith("    ", StringComparison.Ordinal)))
            {
                if (Removing().IsMatch(line))
                {
                    yield return $"{file}: {line.Trim()} removes a volume. The next one belongs to root.";
                }

                if (Unpacking().IsMatch(line) && !line.Contains("chown -R 1000:1000", StringComparison.Ordinal))
                {
                    yield return $"{file}: {line.Trim()} does not set the owner of what it unpacks.";
                }
            }
        }
    }

    [GeneratedRegex("\\brpc ([a-z]+-[0-9]+) ([a-z0-9]+_[A-Za-z]+)", RegexOptions.CultureInvariant)]
    private static partial Regex Question();

    [GeneratedRegex("docker volume (rm|prune)|\\bdown\\b.*\\s-v\\b|(?<=\\s)rm\\b.*\\s-[a-z]*v\\b|--volumes\\b", RegexOptions.CultureInvariant)]
    private static partial Regex Removing();

    [GeneratedRegex("\\btar\\s+-?[a-z]*x", RegexOptions.CultureInvariant)]
    private static partial Regex Unpacking();
}
