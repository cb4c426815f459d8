using System.Security.Cryptography;
using System.Text;
using Ledger.Verify.Faults;
using Ledger.Verify.RecordTypes;

namespace Ledger.Verify.Tests.RecordTypes;

/// <summary>SD-JWT VC Type Metadata: what is read from a document, and the code and place of each refusal.</summary>
public sealed class TypeMetadataTests
{
    private const string Minimal = """{"vct":"https://city.example/vct/x/1"}""";

    private const string Whole = """
        {
          "vct": "https://city.example/vct/x/1", "name": "X", "description": "For tests.", "schema": {"any": ["thing", 1.5]},
          "display": [{"locale": "zh-CN", "name": "甲", "description": "乙"}, {"locale": "en", "name": "X"}],
          "claims": [
            {"path": ["doses"], "mandatory": true, "sd": "never",
             "display": [{"locale": "zh-CN", "label": "接种"}, {"locale": "en-GB", "label": "Doses"}]},
            {"path": ["doses", null], "sd": "always", "display": [{"lang": "en", "label": "Dose"}]},
            {"path": ["doses", 0], "sd": "allowed"},
            {"path": ["doses", null, "lot"]}
          ]
        }
        """;

    [Fact]
    public void TryParse_WholeDocument_IsRead()
    {
        var type = Parse(Whole);

        Assert.Equal(("https://city.example/vct/x/1", "X", "For tests."), (type.Vct, type.Name, type.Description));
        Assert.Equal([new TypeDisplay("zh-CN", "甲", "乙"), new TypeDisplay("en", "X", null)], type.Display);
        Assert.Equal([true, false, false, false], type.Claims.Select(claim => claim.Mandatory));
        Assert.Equal(
            [DisclosureRule.Never, DisclosureRule.Always, DisclosureRule.Allowed, null], type.Claims.Select(claim => claim.Rule));
        Assert.False(type.Disclosure.IsDisclosable(ClaimPath.FromSegments("doses")));
        Assert.True(type.Disclosure.IsDisclosable(ClaimPath.FromSegments("doses", 5)));
        Assert.False(type.Disclosure.IsDisclosable(ClaimPath.FromSegments("doses", 5, "lot"))); // listed only for its label
    }

    [Fact]
    public void TryParse_NotMandatory_IsNot() => Assert.False(
        Assert.Single(Parse("""{"vct":"https://city.example/vct/x/1","claims":[{"path":["a"],"mandatory":false}]}""").Claims).Mandatory);

    [Fact]
    public void TryParse_UnknownMemberThatIsNotUtf8_IsRefused()
    {
        byte[] octets = [.. "{\"vct\":\"https://city.example/vct/x/1\",\"other\":\""u8, 0xC3, 0x28, .. "\"}"u8];

        Assert.False(TypeMetadata.TryParse(octets, out _, out var refusal));

        Assert.Equal((RecordTypeFaults.NotJson, "document"), (refusal.Fault, refusal.Place));
    }

    [Fact]
    public void LabelOf_SeveralVarietiesOfALanguage_IsTheExactOneOrTheFirst()
    {
        var type = Parse("""
            {"vct":"https://city.example/vct/x/1","claims":[{"path":["a"],"display":[
            {"locale":"en-US","label":"color"},{"locale":"en-GB","label":"colour"},{"locale":"en-AU","label":"hue"}]}]}
            """);
        var path = ClaimPath.FromSegments("a");

        Assert.Equal("colour", type.LabelOf(path, "en-GB"));
        Assert.Equal("colour", type.LabelOf(path, "EN-gb"));
        Assert.Equal("color", type.LabelOf(path, "en"));
        Assert.Equal("color", type.LabelOf(path, "en-NZ"));
        Assert.Null(type.LabelOf(path, "zh"));
    }

    [Fact]
    public void Find_SeveralPatterns_IsTheFirst()
    {
        var type = Parse("""{"vct":"https://city.example/vct/x/1","claims":[{"path":["a",null,null]},{"path":["a",null,0]},{"path":["a",1,null]}]}""");

        Assert.Equal(ClaimPath.FromSegments("a", ClaimPathSegment.Any, ClaimPathSegment.Any), type.Find(ClaimPath.FromSegments("a", 1, 0))?.Path);
    }

    [Fact]
    public void TryParse_LeastDocument_IsRead()
    {
        var type = Parse(Minimal);

        Assert.Null(type.Name);
        Assert.Empty(type.Display);
        Assert.Empty(type.Claims);
    }

    [Fact]
    public void Integrity_Document_IsTheHashOfItsOctets()
    {
        var octets = Encoding.UTF8.GetBytes(Whole);

        Assert.Equal("sha256-" + Convert.ToBase64String(SHA256.HashData(octets)), Parse(Whole).Integrity);
        Assert.NotEqual(Parse(Whole).Integrity, Parse(Whole + "\n").Integrity);
    }

    [Theory]
    [InlineData("zh-CN", "接种")]
    [InlineData("zh", "接种")]
    [InlineData("zh-TW", "接种")]
    [InlineData("ZH-cn", "接种")]
    [InlineData("en", "Doses")]
    [InlineData("fr", null)]
    public void LabelOf_Claim_IsTheNearestOfTheLanguage(string locale, string? expected) =>
        Assert.Equal(expected, Parse(Whole).LabelOf(ClaimPath.FromSegments("doses"), locale));

    [Fact]
    public void LabelOf_ElementOrUnknownClaim_IsTheLabelOfItsPatternOrNull()
    {
        Assert.Equal("Dose", Parse(Whole).LabelOf(ClaimPath.FromSegments("doses", 7), "en"));
        Assert.Null(Parse(Whole).LabelOf(ClaimPath.FromSegments("doses", 0), "en")); // It has its own entry, which has no label.
        Assert.Null(Parse(Whole).LabelOf(ClaimPath.FromSegments("unknown"), "en"));
    }

    [Theory]
    [InlineData("zh-CN", "甲")]
    [InlineData("en-US", "X")]
    [InlineData("fr", null)]
    public void NameIn_Language_IsTheNearest(string locale, string? expected) => Assert.Equal(expected, Parse(Whole).NameIn(locale));

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"x\"")]
    [InlineData("{")]
    [InlineData(Minimal + "{}")]
    [InlineData(Minimal + "x")]
    [InlineData("\ufeff" + Minimal)]
    [InlineData("/* */" + Minimal)]
    [InlineData("""{"vct":"a",}""")]
    [InlineData("""{"vct":"a","vct":"a"}""")]
    [InlineData("""{"vct":"a","\u0076ct":"a"}""")]
    [InlineData("""{"vct":"a","schema":{"x":1,"x":2}}""")]
    [InlineData("""{"vct":"\ud800"}""")]
    [InlineData("""{"\ud800":1,"vct":"a"}""")]
    public void TryParse_NotOneJsonObject_IsRefused(string text) => AssertRefused(text, "LDG1201", "document");

    [Fact]
    public void TryParse_NotUtf8_IsRefused()
    {
        Assert.False(TypeMetadata.TryParse([.. "{\"vct\":\""u8, 0xC3, 0x28, .. "\"}"u8], out _, out var refusal));

        Assert.Equal(RecordTypeFaults.NotJson, refusal.Fault);
    }

    [Theory]
    [InlineData(31, true)]
    [InlineData(32, false)]
    public void TryParse_Levels_EndAt32(int arrays, bool accepted) => Assert.Equal(accepted, TypeMetadata.TryParse(
        Encoding.UTF8.GetBytes($$"""{"vct":"a","x":{{new string('[', arrays)}}{{new string(']', arrays)}}}"""), out _, out _));

    public static TheoryData<string, string, string> Refusals => new()
    {
        { "{}", "LDG1202", "vct" },
        { """{"vct":""}""", "LDG1203", "vct" },
        { """{"vct":1}""", "LDG1203", "vct" },
        { """{"vct":null}""", "LDG1203", "vct" },
        { """{"vct":"a","name":1}""", "LDG1203", "name" },
        { """{"vct":"a","description":[]}""", "LDG1203", "description" },
        { """{"vct":"a","display":{}}""", "LDG1203", "display" },
        { """{"vct":"a","display":[1]}""", "LDG1203", "display[0]" },
        { """{"vct":"a","display":[{"name":"x"}]}""", "LDG1202", "display[0].locale" },
        { """{"vct":"a","display":[{"locale":"","name":"x"}]}""", "LDG1203", "display[0].locale" },
        { """{"vct":"a","display":[{"locale":1,"name":"x"}]}""", "LDG1203", "display[0].locale" },
        { """{"vct":"a","display":[{"locale":"en"}]}""", "LDG1202", "display[0].name" },
        { """{"vct":"a","display":[{"locale":"en","name":""}]}""", "LDG1203", "display[0].name" },
        { """{"vct":"a","display":[{"locale":"en","name":"x","description":1}]}""", "LDG1203", "display[0].description" },
        { """{"vct":"a","display":[{"locale":"en","name":"x"},{"locale":"en","name":"y"}]}""", "LDG1204", "display[1]" },
        { """{"vct":"a","claims":"x"}""", "LDG1203", "claims" },
        { """{"vct":"a","claims":[["x"]]}""", "LDG1203", "claims[0]" },
        { """{"vct":"a","claims":[{}]}""", "LDG1202", "claims[0].path" },
        { """{"vct":"a","claims":[{"path":[]}]}""", "LDG1203", "claims[0].path" },
        { """{"vct":"a","claims":[{"path":"x"}]}""", "LDG1203", "claims[0].path" },
        { """{"vct":"a","claims":[{"path":["x",-1]}]}""", "LDG1203", "claims[0].path" },
        { """{"vct":"a","claims":[{"path":["x"],"mandatory":"yes"}]}""", "LDG1203", "claims[0].mandatory" },
        { """{"vct":"a","claims":[{"path":["x"],"mandatory":null}]}""", "LDG1203", "claims[0].mandatory" },
        { """{"vct":"a","claims":[{"path":["x"],"sd":"sometimes"}]}""", "LDG1203", "claims[0].sd" },
        { """{"vct":"a","claims":[{"path":["x"],"sd":"Always"}]}""", "LDG1203", "claims[0].sd" },
        { """{"vct":"a","claims":[{"path":["x"],"sd":""}]}""", "LDG1203", "claims[0].sd" },
        { """{"vct":"a","claims":[{"path":["x"],"sd":true}]}""", "LDG1203", "claims[0].sd" },
        { """{"vct":"a","claims":[{"path":["x"],"display":[{"locale":"en"}]}]}""", "LDG1202", "claims[0].display[0].label" },
        { """{"vct":"a","claims":[{"path":["x"],"display":[{"label":"X"}]}]}""", "LDG1202", "claims[0].display[0].locale" },
        {
            """{"vct":"a","claims":[{"path":["x"],"display":[{"locale":"en","label":"X"},{"lang":"en","label":"Y"}]}]}""",
            "LDG1204", "claims[0].display[1]"
        },
        { """{"vct":"a","claims":[{"path":["x"]},{"path":["y"]},{"path":["x"]}]}""", "LDG1204", "claims[2]" },
        { """{"vct":"a","claims":[{"path":["x"],"sd":"always"},{"path":["x"],"sd":"never"}]}""", "LDG1204", "claims[1]" },
        { """{"vct":"a","claims":[{"path":["x"]},{"path":["y"],"sd":1},{"path":[]}]}""", "LDG1203", "claims[1].sd" }, // the first error
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void TryParse_MemberOfAnotherForm_IsRefusedWithCodeAndPlace(string text, string code, string place) => AssertRefused(text, code, place);

    [Fact]
    public void Faults_All_HaveTheirOwnCodeAndBothLanguages()
    {
        var faults = RecordTypeFaults.All;

        Assert.Equal(["LDG1201", "LDG1202", "LDG1203", "LDG1204"], faults.Select(fault => fault.Code));
        Assert.All(faults, fault => Assert.EndsWith("。", fault.Title.Zh, StringComparison.Ordinal));
        Assert.All(faults, fault => Assert.EndsWith(".", fault.Title.En, StringComparison.Ordinal));
    }

    private static TypeMetadata Parse(string text)
    {
        Assert.True(TypeMetadata.TryParse(Encoding.UTF8.GetBytes(text), out var metadata, out var refusal), refusal?.ToString());
        return metadata;
    }

    private static void AssertRefused(string text, string code, string place)
    {
        Assert.False(TypeMetadata.TryParse(Encoding.UTF8.GetBytes(text), out var metadata, out var refusal));

        Assert.Null(metadata);
        Assert.Equal((code, place), (refusal.Fault.Code, refusal.Place));
    }
}
