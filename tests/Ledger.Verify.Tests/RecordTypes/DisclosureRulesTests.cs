using Ledger.Verify.RecordTypes;

namespace Ledger.Verify.Tests.RecordTypes;

/// <summary>A forgotten rule hides a claim and does not expose it. A rule applies to its own path only.</summary>
public sealed class DisclosureRulesTests
{
    private static readonly DisclosureRules Rules = DisclosureRules.From(
    [
        KeyValuePair.Create(ClaimPath.FromSegments("shown"), DisclosureRule.Never),
        KeyValuePair.Create(ClaimPath.FromSegments("name"), DisclosureRule.Always),
        KeyValuePair.Create(ClaimPath.FromSegments("sex"), DisclosureRule.Allowed),
        KeyValuePair.Create(ClaimPath.FromSegments("doses"), DisclosureRule.Never),
        KeyValuePair.Create(ClaimPath.FromSegments("doses", ClaimPathSegment.Any), DisclosureRule.Always),
        KeyValuePair.Create(ClaimPath.FromSegments("doses", ClaimPathSegment.Any, "lot"), DisclosureRule.Always),
        KeyValuePair.Create(ClaimPath.FromSegments("doses", 3), DisclosureRule.Never),
    ]);

    public static TheoryData<ClaimPath, bool> Decisions => new()
    {
        { ClaimPath.FromSegments("shown"), false },
        { ClaimPath.FromSegments("shown", "inside"), false },
        { ClaimPath.FromSegments("name"), true },
        { ClaimPath.FromSegments("name", "zh"), false }, // part of the disclosure of the name
        { ClaimPath.FromSegments("sex"), true }, // "allowed" means yes for this issuer
        { ClaimPath.FromSegments("forgotten"), true },
        { ClaimPath.FromSegments("forgotten", "inside"), false },
        { ClaimPath.FromSegments("doses"), false },
        { ClaimPath.FromSegments("doses", 0), true },
        { ClaimPath.FromSegments("doses", 0, "lot"), true },
        { ClaimPath.FromSegments("doses", 0, "code"), false },
        { ClaimPath.FromSegments("doses", ClaimPathSegment.Any), true },
        { ClaimPath.FromSegments("doses", 3), false }, // The rule for one index takes precedence over the rule for all.
        { ClaimPath.FromSegments("doses", "0"), false }, // a name is not an index
        { ClaimPath.FromSegments("Name"), true }, // another claim, so there is no rule
    };

    [Theory]
    [MemberData(nameof(Decisions))]
    public void IsDisclosable_Claim_FollowsItsRule(ClaimPath path, bool expected) => Assert.Equal(expected, Rules.IsDisclosable(path));

    [Fact]
    public void IsDisclosable_WithoutRules_EveryTopLevelClaimIs() => Assert.All(Decisions.Select(row => row.Data.Item1), path =>
        Assert.Equal(path.Segments.Length == 1, DisclosureRules.None.IsDisclosable(path)));

    [Fact]
    public void Find_Rule_IsGivenForExactlyItsPath()
    {
        Assert.Equal(DisclosureRule.Allowed, Rules.Find(ClaimPath.FromSegments("sex")));
        Assert.Equal(DisclosureRule.Always, Rules.Find(ClaimPath.FromSegments("doses", ClaimPathSegment.Any)));
        Assert.Null(Rules.Find(ClaimPath.FromSegments("doses", 0)));
        Assert.Null(Rules.Find(ClaimPath.FromSegments("forgotten")));
    }

    [Fact]
    public void Root_RulesInside_SaysWhetherTheyAreForMembersOrElements()
    {
        var ofAny = DisclosureRules.From([KeyValuePair.Create(ClaimPath.FromSegments("a", ClaimPathSegment.Any), DisclosureRule.Always)]);
        var ofIndex = DisclosureRules.From([KeyValuePair.Create(ClaimPath.FromSegments("a", 3), DisclosureRule.Always)]);

        Assert.Equal((true, false), Inside(Rules.Root));
        Assert.Equal((false, true), Inside(Rules.Root.Member("doses")));
        Assert.Equal((true, false), Inside(Rules.Root.Member("doses")?.Element(0)));
        Assert.Equal((false, false), Inside(Rules.Root.Member("name")));
        Assert.Equal((false, true), Inside(ofIndex.Root.Member("a")));
        Assert.Equal((false, true), Inside(ofAny.Root.Member("a")));

        static (bool Members, bool Elements) Inside(DisclosureRules.Node? node) => (node!.HasMembers, node.HasElements); // each has a rule
    }

    [Fact]
    public void From_TwoRulesForOnePath_Throws() => Assert.Throws<ArgumentException>(() => DisclosureRules.From(
    [
        KeyValuePair.Create(ClaimPath.FromSegments("a"), DisclosureRule.Always),
        KeyValuePair.Create(ClaimPath.FromSegments("a"), DisclosureRule.Never),
    ]));
}
