using Ledger.Verify.Faults;
using Ledger.Verify.RecordTypes;
using Ledger.Verify.Seals;

namespace Ledger.Verify.Tests.Seals;

/// <summary>Which disclosures a presentation contains for the chosen claims.</summary>
public sealed class PresentationTests
{
    private static readonly SealedSdJwt Issued = TestSeals.Issue(
        """{"name":"王芳","address":{"city":"上海","street":"一路"},"doses":[{"lot":"A","code":1},{"lot":"B","code":2}],"shown":7}""",
        DisclosureRules.From(
        [
            KeyValuePair.Create(ClaimPath.FromSegments("address", "street"), DisclosureRule.Always),
            KeyValuePair.Create(ClaimPath.FromSegments("doses", ClaimPathSegment.Any), DisclosureRule.Always),
            KeyValuePair.Create(ClaimPath.FromSegments("doses", ClaimPathSegment.Any, "lot"), DisclosureRule.Always),
            KeyValuePair.Create(ClaimPath.FromSegments("shown"), DisclosureRule.Never),
        ]));

    private static readonly SdJwtClaims Full = TestSeals.Open(Issued.ToCompact());

    /// <summary>The chosen paths, and the paths of the disclosures that they need.</summary>
    public static TheoryData<ClaimPath[], string> Choices => new()
    {
        { [], "" },
        { [Path("name")], "[\"name\"]" },
        { [Path("shown")], "" },
        { [Path("nothing")], "" },
        { [Path("address")], "[\"address\",\"street\"] [\"address\"]" },
        { [Path("address", "street")], "[\"address\",\"street\"] [\"address\"]" },
        { [Path("address", "city")], "[\"address\"]" },
        { [Path("address", "nothing")], "" },
        { [Path("address", "street", "nothing")], "" },
        { [Path("doses")], "[\"doses\",0,\"lot\"] [\"doses\",0] [\"doses\",1,\"lot\"] [\"doses\",1] [\"doses\"]" },
        { [Path("doses", 1)], "[\"doses\",1,\"lot\"] [\"doses\",1] [\"doses\"]" },
        { [Path("doses", 1, "code")], "[\"doses\",1] [\"doses\"]" },
        { [Path("doses", 0, "lot")], "[\"doses\",0,\"lot\"] [\"doses\",0] [\"doses\"]" },
        { [Path("doses", ClaimPathSegment.Any, "code")], "[\"doses\",0] [\"doses\",1] [\"doses\"]" },
        { [Path("doses", ClaimPathSegment.Any, "lot")], "[\"doses\",0,\"lot\"] [\"doses\",0] [\"doses\",1,\"lot\"] [\"doses\",1] [\"doses\"]" },
        { [Path("doses", 2)], "" },
        { [Path("doses", 2, "lot")], "" },
        { [Path("name"), Path("doses", 0, "code")], "[\"name\"] [\"doses\",0] [\"doses\"]" },
    };

    [Theory, MemberData(nameof(Choices))]
    public void Present_ChosenClaims_ContainsWhatTheyNeedAndNothingElse(ClaimPath[] chosen, string disclosed)
    {
        var presented = Full.Present(chosen);

        var expected = Issued.Disclosures.Where(disclosure => disclosed.Split(' ').Contains(disclosure.Path.ToString())).Select(disclosure => disclosure.Encoded);
        Assert.Equal(string.Join('~', [Issued.IssuerJwt, .. expected, ""]), presented);
        TestSeals.Open(presented);
    }

    [Fact]
    public void Present_OfAPresentation_CountsTheElementsThatItShows()
    {
        var second = TestSeals.Open(Full.Present([ClaimPath.FromSegments("doses", 1)]));

        Assert.Equal("B", second.Payload.GetProperty("doses")[0].GetProperty("lot").GetString());
        Assert.Equal("B", TestSeals.Open(second.Present([ClaimPath.FromSegments("doses", 0, "lot")])).Payload.GetProperty("doses")[0].GetProperty("lot").GetString());
    }

    [Fact]
    public void Present_WithKeyBinding_LeavesItOut()
    {
        var bound = KeyBinding.Create(Issued.ToCompact(), TestSeals.Holder, "https://a.example", "n", TestSeals.IssuedAt);

        Assert.Equal(Issued.ToCompact(), TestSeals.Open(bound).Present(TestSeals.Open(bound).DisclosedPaths));
    }

    [Fact]
    public void HiddenCount_OfAPresentation_CountsWhatCanBeSeen() =>
        Assert.Equal(new[] { 0, 3, 3 }, new[] { Full, TestSeals.Open(Full.Present([])), TestSeals.Open(Full.Present([ClaimPath.FromSegments("address", "city")])) }.Select(claims => claims.HiddenCount));

    [Fact]
    public void TryParse_BoundPresentation_IsTakenApart()
    {
        var bound = KeyBinding.Create(Issued.ToCompact(), TestSeals.Holder, "https://a.example", "n", TestSeals.IssuedAt);

        Assert.True(SdJwt.TryParse(bound, out var record, out _));

        Assert.Equal((bound, Issued.IssuerJwt, Issued.ToCompact()), (record.Compact, record.IssuerJwt, record.Presentation));
        Assert.Equal(bound[Issued.ToCompact().Length..], record.KeyBindingJwt);
        Assert.Equal((SealAlgorithm.Es256, TestSeals.Issuer.PublicKey.ThumbprintText, 8), (record.Algorithm, record.KeyId, record.DisclosureCount));
    }

    // Digests are not claims, although the payload has members of these names.
    [Theory]
    [InlineData("_sd")]
    [InlineData("_sd_alg")]
    public void TryDisclose_ProfileThatRequiresDigests_IsNeverSatisfied(string name)
    {
        Assert.True(SdJwt.TryParse(Issued.ToCompact(), SdJwtProfile.Record with { RequiredClaims = [name] }, out var record, out _));

        Assert.False(record.TryDisclose(out _, out var refusal));
        Assert.Equal(new Refusal(SealFaults.ClaimMissing, name), refusal);
    }

    private static ClaimPath Path(params ReadOnlySpan<ClaimPathSegment> segments) => ClaimPath.FromSegments(segments);
}
