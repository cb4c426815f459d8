using System.Collections.Immutable;

namespace Ledger.Verify.RecordTypes;

/// <summary>
/// The claims of a record type that become disclosures of their own. A top-level claim without a rule is disclosable, so a forgotten rule hides a
/// claim and does not expose it. A nested claim stays part of its parent unless a rule names it: <c>["doses",null]</c> makes each element a
/// disclosure, <c>["doses",null,"lot_number"]</c> the lot number in each. Immutable.
/// </summary>
public sealed class DisclosureRules
{
    private readonly ImmutableDictionary<ClaimPath, DisclosureRule> _rules;

    private DisclosureRules(ImmutableDictionary<ClaimPath, DisclosureRule> rules)
    {
        _rules = rules;
        foreach (var (path, rule) in rules)
        {
            var node = Root;
            foreach (var segment in path.Segments)
            {
                node = node.GetOrAdd(segment);
            }

            node.IsDisclosable = rule is not DisclosureRule.Never;
        }
    }

    /// <summary>No rules: every top-level claim is one disclosure, and nothing inside it is.</summary>
    public static DisclosureRules None { get; } = new(ImmutableDictionary<ClaimPath, DisclosureRule>.Empty);

    /// <summary>The rules as a tree with one node for each path segment.</summary>
    internal Node Root { get; } = new();

    /// <summary>Makes the rules from pairs of path and rule.</summary>
    /// <exception cref="ArgumentException">One path has two different rules.</exception>
    public static DisclosureRules From(IEnumerable<KeyValuePair<ClaimPath, DisclosureRule>> rules) => new(rules.ToImmutableDictionary());

    /// <summary>
    /// Whether the claim at <paramref name="path"/> is a disclosure of its own. The path has no wildcards, or is the path of a rule.
    /// </summary>
    public bool IsDisclosable(ClaimPath path)
    {
        ArgumentNullException.ThrowIfNull(path);
        Node? node = Root;
        foreach (var segment in path.Segments)
        {
            node = node?.Find(segment);
        }

        return node?.IsDisclosable ?? path.Segments.Length == 1;
    }

    /// <summary>The rule for exactly this path. Null when there is none.</summary>
    public DisclosureRule? Find(ClaimPath path) => _rules.TryGetValue(path, out var rule) ? rule : null;

    /// <summary>One segment of the rules. It is written while the rules are built and only read afterwards.</summary>
    internal sealed class Node
    {
        private Dictionary<string, Node>? _members;
        private Dictionary<int, Node>? _elements;
        private Node? _everyElement;

        /// <summary>Null when no rule ends here.</summary>
        public bool? IsDisclosable { get; set; }

        public Node? Member(string name) => _members?.GetValueOrDefault(name);

        /// <summary>The rule for one index takes precedence over the rule for all elements.</summary>
        public Node? Element(int index) => _elements?.GetValueOrDefault(index) ?? _everyElement;

        public bool HasMembers => _members is not null;

        public bool HasElements => _everyElement is not null || _elements is not null;

        public Node? Find(ClaimPathSegment segment) => segment switch
        {
            { Name: { } name } => Member(name),
            { Index: { } index } => Element(index),
            _ => _everyElement,
        };

        public Node GetOrAdd(ClaimPathSegment segment) => segment switch
        {
            { Name: { } name } => GetOrAdd(_members ??= new(StringComparer.Ordinal), name),
            { Index: { } index } => GetOrAdd(_elements ??= [], index),
            _ => _everyElement ??= new Node(),
        };

        private static Node GetOrAdd<TKey>(Dictionary<TKey, Node> nodes, TKey key)
            where TKey : notnull
        {
            if (!nodes.TryGetValue(key, out var node))
            {
                nodes.Add(key, node = new Node());
            }

            return node;
        }
    }
}
