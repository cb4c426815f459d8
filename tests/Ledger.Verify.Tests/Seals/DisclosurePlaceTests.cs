using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Ledger.Verify.Faults;
using Ledger.Verify.RecordTypes;
using Ledger.Verify.Seals;

namespace Ledger.Verify.Tests.Seals;

/// <summary>RFC 9901 section 7.1 step 3: every disclosed claim takes the place of its digest, and refusals name the place.</summary>
public sealed class DisclosurePlaceTests
{
    [Fact]
    public void TryDisclose_ClaimsAtEveryLevel_TakeTheirPlaces()
    {
        var claims = Open(
            """{"a":[{"_sd":["$1","hidden 1"],"b":1},{"...":"$0"},{"...":"hidden 2"},[{"...":"$2"}]],"c":{"_sd":["$3"]}}""",
            """["s",{"x":true}]""", """["s","d","two"]""", """["s",null]""", $$"""["s","e",{"f":[{"...":"{{TestSeals.DigestOf("hidden 3")}}"}]}]""");

        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse("""{"a":[{"b":1,"d":"two"},{"x":true},[null]],"c":{"e":{"f":[]}}}"""), Own(claims)), claims.Payload.GetRawText());
    }

    [Fact]
    public void DisclosedPaths_OfNestedDisclosures_CountTheVisibleElements()
    {
        var claims = TestSeals.Open(TestSeals.Compact(
            TestSeals.Header,
            """{"iss":"a","vct":"b","iat":1,"list":[{"...":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"},1,{"...":"$1"}],"_sd":["$2"]}""",
            """["s","inner",1]""", """["s",{"_sd":["$0"]}]""", """["s","top",[7]]"""));

        Assert.Equal([ClaimPath.FromSegments("list", 1, "inner"), ClaimPath.FromSegments("list", 1), ClaimPath.FromSegments("top")], claims.DisclosedPaths);
        Assert.Equal(1, claims.HiddenCount);
        Assert.Equal("""{"iss":"a","vct":"b","iat":1,"list":[1,{"inner":1}],"top":[7]}""", claims.Payload.GetRawText());
    }

    // Siblings do not add up: only the levels around a claim count.
    [Fact]
    public void TryDisclose_ManySiblings_AreNotDeep()
    {
        var siblings = string.Join(',', Enumerable.Repeat("""[[],{}],{"a":{},"b":[]}""", 20));

        var claims = TestSeals.Open(TestSeals.Compact(
            TestSeals.Header, $$"""{"iss":"a","vct":"b","iat":1,"list":[{{siblings}}],"_sd":["$0","$1"]}""", $"""["s","m",[{siblings}]]""", """["s","n",{"a":{} }]"""));

        Assert.Equal(40, claims.Payload.GetProperty("m").GetArrayLength());
    }

    [Theory]
    [InlineData("""{"a":[1,{"b":{"_sd_alg":"sha-256"}}]}""", "LDG1131", """["a",1,"b","_sd_alg"]""")]
    [InlineData("""{"a":[1],"b":{"c":{"...":"x"}}}""", "LDG1139", """["b","c","..."]""")]
    [InlineData("""{"a":{"b":{}},"c":{"_sd":7}}""", "LDG1139", """["c","_sd"]""")]
    [InlineData("""{"c":{"_sd":[7]}}""", "LDG1139", """["c","_sd"]""")]
    [InlineData("""{"a":[[],{"...":7}]}""", "LDG1139", """["a","_sd"]""")]
    [InlineData("""{"a":{"_sd":["$0"]},"b":{"_sd":["$0"]}}""", "LDG1137", """["b","_sd"]""")]
    [InlineData("""{"cnf":{"a":[{"...":"x"}]}}""", "LDG1140", """["cnf","a","_sd"]""")]
    public void TryDisclose_WrongDigest_IsRefusedAtItsPlace(string members, string code, string place)
    {
        var refusal = Refused(members, """["s","name",1]""");

        Assert.Equal((code, place), (refusal.Fault.Code, refusal.Place));
    }

    // The path of a disclosed claim is part of the place inside it.
    [Fact]
    public void TryDisclose_WrongDigestInADisclosure_IsRefusedAtItsPlace()
    {
        var refusal = Refused("""{"a":{"_sd":["$0","$1"]}}""", """["s","b",[1]]""", """["s","c",[{"_sd_alg":"x"}]]""");

        Assert.Equal(new Refusal(SealFaults.HashNested, """["a","c",0,"_sd_alg"]"""), refusal);
    }

    [Theory]
    [InlineData("""{"_sd":["$0","$1"]}""", """["s","a",1]""", """["s","a",2]""", "LDG1136")]
    [InlineData("""{"a":1,"_sd":["$0","$1"]}""", """["s","b",1]""", """["s","a",2]""", "LDG1136")]
    [InlineData("""{"_sd":["$0","$1"]}""", """["s","b",1]""", """["s","_sd",2]""", "LDG1135")]
    [InlineData("""{"_sd":["$0","$1"]}""", """["s","b",1]""", """["s",2]""", "LDG1133")]
    [InlineData("""{"_sd":["$0","$1"]}""", """["s","b",1]""", """["s","status",2]""", "LDG1140")]
    [InlineData("""{"_sd":["$0"],"a":[{"...":"$1"}]}""", """["s","b",1]""", """["s","c",2]""", "LDG1134")]
    [InlineData("""{"_sd":["$0"]}""", """["s","b",1]""", """["s","c",2]""", "LDG1138")]
    public void TryDisclose_WrongDisclosure_IsRefusedByItsNumber(string members, string first, string second, string code)
    {
        var refusal = Refused(members, first, second);

        Assert.Equal((code, "disclosures[1]"), (refusal.Fault.Code, refusal.Place));
    }

    [Fact]
    public void TryDisclose_WrongDigestInAnElement_IsRefusedAtItsPlace() => Assert.Equal(
        new Refusal(SealFaults.HashNested, """["a",0,0,"_sd_alg"]"""), Refused("""{"a":[{"...":"$0"}]}""", """["s",[{"_sd_alg":"x"}]]"""));

    [Fact]
    public void TryDisclose_TwoDisclosuresWithoutADigest_NamesTheFirst() => Assert.Equal(
        new Refusal(SealFaults.DisclosureUnreferenced, "disclosures[0]"), Refused("{}", """["s","a",1]""", """["s","b",1]"""));

    // A claim of the record is at top level. One of the same name inside another claim is something else.
    [Fact]
    public void TryDisclose_NestedClaimWithARegisteredName_IsNotAClaimOfTheRecord()
    {
        Assert.Null(Open("""{"a":{"_sd":["$0"]}}""", """["s","jti","x"]""").RecordId);
        Assert.Equal("x", Open("""{"_sd":["$0"]}""", """["s","jti","x"]""").RecordId);
    }

    // Only at top level, and only these claims, must be in clear.
    [Fact]
    public void TryDisclose_NestedClaimWithAProtectedName_IsDisclosed() =>
        Assert.Equal("x", Open("""{"a":{"_sd":["$0"]}}""", """["s","iss","x"]""").Payload.GetProperty("a").GetProperty("iss").GetString());

    [Fact]
    public void Merge_DisclosuresThatWereNotChecked_Throws()
    {
        var encoded = System.Text.Encoding.ASCII.GetBytes(TestSeals.Encode("""["s","a",1]"""));
        Assert.True(Disclosure.TryRead(encoded, SdJwtRules.Own, new byte[encoded.Length], out _, out var stray, out _));

        Assert.Throws<InvalidOperationException>(() => DisclosureMerger.Merge(JsonElement.Parse("{}"), [stray], SdJwtRules.Own));
    }

    private static string Payload(string members)
    {
        var payload = JsonNode.Parse("""{"iss":"a","vct":"b","iat":1}""")!.AsObject();
        foreach (var (name, value) in JsonNode.Parse(Regex.Replace(members, "hidden [0-9]", text => TestSeals.DigestOf(text.Value)))!.AsObject())
        {
            payload[name] = value?.DeepClone();
        }

        return payload.ToJsonString();
    }

    private static SdJwtClaims Open(string members, params string[] disclosures) => TestSeals.Open(TestSeals.Compact(TestSeals.Header, Payload(members), disclosures));

    private static Refusal Refused(string members, params string[] disclosures)
    {
        var refusal = TestSeals.Verify(TestSeals.Compact(TestSeals.Header, Payload(members), disclosures), out var claims);
        Assert.Null(claims);
        return refusal ?? throw new InvalidOperationException("It was accepted.");
    }

    /// <summary>The claims without those that every record has.</summary>
    private static JsonObject Own(SdJwtClaims claims)
    {
        var own = TestSeals.Node(claims);
        Assert.All(["iss", "vct", "iat"], name => Assert.True(own.Remove(name)));
        return own;
    }
}
