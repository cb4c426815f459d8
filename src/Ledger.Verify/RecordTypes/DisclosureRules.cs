using System.Collections.Immutable;

namespace Ledger.Verify.RecordTypes;

/// <summary>
/// Which claims of a record type become disclosures of their own. A top-level claim that no rule names is disclosable, so that a
/// forgotten rule hides instead of showing. What lies inside a claim stays part of it unless a rule names it: <c>["doses",null]</c>
/// makes each element a disclosure, <c>["doses",null,"lot_number"]</c> the lot number within each. Immutable.
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

    /// <summary>No rules: every top-level claim is one disclosure.</summary>
    public static DisclosureRules None { get; } = new(ImmutableDictionary<ClaimPath, DisclosureRule>.Empty);

    /// <summary>The rules as a tree, for walking along the claims.</summary>
    internal Node Root { get; } = new();

    /// <exception cref="ArgumentException">Two different rules for one path.</exception>
    public static DisclosureRules From(IEnumerable<KeyValuePair<ClaimPath, DisclosureRule>> rules) => new(rules.ToImmutableDictionary());

    /// <summary>Whether the claim at <paramref name="path"/>, itself without wildcards or one of the rules' own paths, is a disclosure of its own.</summary>
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

    /// <summary>The rule written for exactly this path; null when there is none.</summary>
    public DisclosureRule? Find(ClaimPath path) => _rules.TryGetValue(path, out var rule) ? rule : null;

    /// <summary>One step in the rules. Written while the rules are built, only read afterwards.</summary>
    internal sealed class Node
    {
        private Dictionary<string, Node>? _members;
        private Dictionary<int, Node>? _elements;
        private Node? _everyElement;

        /// <summary>Null when no rule ends here.</summary>
        public bool? IsDisclosable { get; set; }

        public Node? Member(string name) => _members?.GetValueOrDefault(name);

        /// <summary>A rule for one index goes before the rule for all.</summary>
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
