using Ledger.Verify.RecordTypes;

namespace Ledger.Verify.Tests.RecordTypes;

/// <summary>A forgotten rule hides instead of showing, and a rule speaks for its own path only.</summary>
public sealed class DisclosureRulesTests
{
    private static readonly DisclosureRules Rules = DisclosureRules.From(
    [
        KeyValuePair.Create(ClaimPath.Of("shown"), DisclosureRule.Never),
        KeyValuePair.Create(ClaimPath.Of("name"), DisclosureRule.Always),
        KeyValuePair.Create(ClaimPath.Of("sex"), DisclosureRule.Allowed),
        KeyValuePair.Create(ClaimPath.Of("doses"), DisclosureRule.Never),
        KeyValuePair.Create(ClaimPath.Of("doses", ClaimPathSegment.Any), DisclosureRule.Always),
        KeyValuePair.Create(ClaimPath.Of("doses", ClaimPathSegment.Any, "lot"), DisclosureRule.Always),
        KeyValuePair.Create(ClaimPath.Of("doses", 3), DisclosureRule.Never),
    ]);

    public static TheoryData<ClaimPath, bool> Decisions => new()
    {
        { ClaimPath.Of("shown"), false },
        { ClaimPath.Of("shown", "inside"), false },
        { ClaimPath.Of("name"), true },
        { ClaimPath.Of("name", "zh"), false }, // Part of the name's disclosure.
        { ClaimPath.Of("sex"), true }, // This issuer always may.
        { ClaimPath.Of("forgotten"), true },
        { ClaimPath.Of("forgotten", "inside"), false },
        { ClaimPath.Of("doses"), false },
        { ClaimPath.Of("doses", 0), true },
        { ClaimPath.Of("doses", 0, "lot"), true },
        { ClaimPath.Of("doses", 0, "code"), false },
        { ClaimPath.Of("doses", ClaimPathSegment.Any), true },
        { ClaimPath.Of("doses", 3), false }, // The rule for one index goes before the rule for all.
        { ClaimPath.Of("doses", "0"), false }, // A name is not an index.
        { ClaimPath.Of("Name"), true }, // Another claim, so no rule.
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
        Assert.Equal(DisclosureRule.Allowed, Rules.Find(ClaimPath.Of("sex")));
        Assert.Equal(DisclosureRule.Always, Rules.Find(ClaimPath.Of("doses", ClaimPathSegment.Any)));
        Assert.Null(Rules.Find(ClaimPath.Of("doses", 0)));
        Assert.Null(Rules.Find(ClaimPath.Of("forgotten")));
    }

    [Fact]
    public void From_TwoRulesForOnePath_Throws() => Assert.Throws<ArgumentException>(() => DisclosureRules.From(
    [
        KeyValuePair.Create(ClaimPath.Of("a"), DisclosureRule.Always),
        KeyValuePair.Create(ClaimPath.Of("a"), DisclosureRule.Never),
    ]));
}
