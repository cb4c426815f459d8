using System.Text.Json.Nodes;
using Ledger.Verify.Faults;
using Ledger.Verify.ForeignSeals;

namespace Ledger.Verify.Tests.ForeignSeals;

/// <summary>The two forms of an SD-JWT of another issuer (RFC 9901 sections 4 and 8), before any key is used.</summary>
public sealed class ForeignFormTests
{
    // {"alg":"ES256"} and {}.
    private const string Header = "eyJhbGciOiJFUzI1NiJ9";
    private const string Jwt = Header + ".e30.AA";

    // In base64url this text contains "-" and "_", the two characters that are neither letters nor digits.
    private static readonly string Odd = ForeignIssuer.Encode("""["s","n","??>>~~ÿÿ"]""");

    [Fact]
    public void TryParse_DisclosureWithHyphenAndUnderscore_IsAccepted()
    {
        Assert.Contains('-', Odd);
        Assert.Contains('_', Odd);

        Parse($"{Jwt}~{Odd}~");
    }

    [Theory]
    [InlineData(Jwt + "~")]
    [InlineData("\n  " + Jwt + "~\r\n")]
    [InlineData(Header + ".e30.~")]
    [InlineData(Jwt + "~a.b.c")]
    [InlineData(Jwt + "~WyJzIiwxXQ~a.b.c")]
    public void TryParse_CompactForm_IsAccepted(string text) => Parse(text);

    [Theory]
    [InlineData("LDG1119", "record", "")]
    [InlineData("LDG1119", "record", Jwt)]
    [InlineData("LDG1119", "record", Jwt + "~WyJzIiwxXQ")]
    [InlineData("LDG1119", "record", Jwt + "~a.b")]
    [InlineData("LDG1119", "record", Jwt + "~a.b.c.d")]
    [InlineData("LDG1102", "character 1", "王.e30.AA~")]
    [InlineData("LDG1102", "character 28", Jwt + " ~")]
    [InlineData("LDG1102", "character 29", Jwt + "~\u0000~")]
    [InlineData("LDG1102", "disclosures[0]", Jwt + "~~")]
    [InlineData("LDG1102", "disclosures[0]", Jwt + "~~~")]
    [InlineData("LDG1102", "disclosures[1]", Jwt + "~WyJzIiwxXQ~~")]
    [InlineData("LDG1104", "issuerJwt", "a.b~")]
    [InlineData("LDG1104", "issuerJwt", Jwt + ".AA~")]
    [InlineData("LDG1104", "issuerJwt", ".e30.AA~")]
    [InlineData("LDG1104", "issuerJwt", Header + "..AA~")]
    [InlineData("LDG1104", "issuerJwt.header", "A.e30.AA~")]
    [InlineData("LDG1105", "issuerJwt.header", "AAAA.e30.AA~")]
    [InlineData("LDG1105", "issuerJwt.header", "W10.e30.AA~")]
    [InlineData("LDG1104", "issuerJwt.payload", Header + ".A.AA~")]
    [InlineData("LDG1105", "issuerJwt.payload", Header + ".AAAA.AA~")]
    [InlineData("LDG1105", "issuerJwt.payload", Header + ".W10.AA~")]
    [InlineData("LDG1104", "issuerJwt.signature", Header + ".e30.A~")]
    public void TryParse_OtherCompactText_IsRefusedAtItsPlace(string code, string place, string text)
    {
        var refusal = Refused(text);

        Assert.Equal((code, place), (refusal.Fault.Code, refusal.Place));
    }

    [Theory]
    [InlineData("{\"payload\":\"e30\",\"protected\":\"HEADER\",\"signature\":\"AA\"}")]
    [InlineData("{\"payload\":\"e30\",\"protected\":\"HEADER\",\"signature\":\"AA\",\"header\":{}}")]
    [InlineData("{\"payload\":\"e30\",\"protected\":\"HEADER\",\"signature\":\"AA\",\"header\":{\"disclosures\":[]}}")]
    [InlineData("{\"payload\":\"e30\",\"protected\":\"HEADER\",\"signature\":\"AA\",\"header\":{\"disclosures\":[\"WyJzIiwxXQ\",\"e30\"],\"kb_jwt\":\"a.b.c\"}}")]
    [InlineData("{\"payload\":\"e30\",\"signature\":\"AA\",\"header\":{\"alg\":\"ES256\"}}")]
    [InlineData("{\"payload\":\"e30\",\"signatures\":[{\"protected\":\"HEADER\",\"signature\":\"AA\"}]}")]
    public void TryParse_JsonForm_IsAccepted(string json) => Parse(json.Replace("HEADER", Header, StringComparison.Ordinal));

    [Theory]
    [InlineData("LDG1105", "record", "{")]
    [InlineData("LDG1106", "record", "{\"payload\":\"e30\",\"payload\":\"e30\"}")]
    [InlineData("LDG1102", "payload", "{}")]
    [InlineData("LDG1102", "payload", "{\"payload\":7}")]
    [InlineData("LDG1102", "signature", "{\"payload\":\"e30\"}")]
    [InlineData("LDG1102", "signature", "{\"payload\":\"e30\",\"signature\":7}")]
    [InlineData("LDG1102", "signature", "{\"payload\":\"e30\",\"signature\":\"AA\",\"header\":7}")]
    [InlineData("LDG1102", "signatures", "{\"payload\":\"e30\",\"signatures\":[]}")]
    [InlineData("LDG1102", "signatures", "{\"payload\":\"e30\",\"signatures\":7}")]
    [InlineData("LDG1102", "signatures", "{\"payload\":\"e30\",\"signature\":\"AA\",\"signatures\":[{\"protected\":\"HEADER\",\"signature\":\"AA\"}]}")]
    [InlineData("LDG1102", "signatures[0]", "{\"payload\":\"e30\",\"signatures\":[7]}")]
    [InlineData("LDG1118", "signatures", "{\"payload\":\"e30\",\"signatures\":[{\"signature\":\"AA\"},{\"signature\":\"AA\"}]}")]
    [InlineData("LDG1102", "header.disclosures", "{\"payload\":\"e30\",\"signature\":\"AA\",\"header\":{\"disclosures\":7}}")]
    [InlineData("LDG1102", "header.disclosures", "{\"payload\":\"e30\",\"signature\":\"AA\",\"header\":{\"disclosures\":[\"e30\",7]}}")]
    [InlineData("LDG1113", "issuerJwt.header", "{\"payload\":\"e30\",\"signature\":\"AA\"}")]
    [InlineData("LDG1113", "issuerJwt.header", "{\"payload\":\"e30\",\"signature\":\"AA\",\"header\":{\"alg\":7}}")]
    [InlineData("LDG1113", "issuerJwt.header", "{\"payload\":\"e30\",\"protected\":\"HEADER\",\"signature\":\"AA\",\"header\":{\"kid\":7}}")]
    [InlineData("LDG1113", "issuerJwt.header", "{\"payload\":\"e30\",\"protected\":\"HEADER\",\"signature\":\"AA\",\"header\":{\"typ\":null}}")]
    [InlineData("LDG1113", "issuerJwt.header.alg", "{\"payload\":\"e30\",\"protected\":\"HEADER\",\"signature\":\"AA\",\"header\":{\"alg\":\"ES256\"}}")]
    [InlineData("LDG1112", "issuerJwt.header.crit", "{\"payload\":\"e30\",\"protected\":\"HEADER\",\"signature\":\"AA\",\"header\":{\"crit\":[]}}")]
    public void TryParse_OtherJsonText_IsRefusedAtItsPlace(string code, string place, string json)
    {
        var refusal = Refused(json.Replace("HEADER", Header, StringComparison.Ordinal));

        Assert.Equal((code, place), (refusal.Fault.Code, refusal.Place));
    }

    // RFC 7515 section 7.2.1.
    [Fact]
    public void TryParse_NamesInBothHeaders_NamesTheFirst()
    {
        var json = new JsonObject
        {
            ["payload"] = "e30",
            ["signature"] = "AA",
            ["protected"] = ForeignIssuer.Encode("""{"alg":"ES256","typ":"a","kid":"b"}"""),
            ["header"] = new JsonObject { ["x"] = 1, ["kid"] = "b", ["typ"] = "a" },
        };

        Assert.Equal(new Refusal(SealFaults.HeaderMalformed, "issuerJwt.header.kid"), Refused(json.ToJsonString()));
    }

    [Theory]
    [InlineData("{\"alg\":7}", "LDG1113")]
    [InlineData("{}", "LDG1113")]
    [InlineData("{\"alg\":\"ES256\",\"typ\":7}", "LDG1113")]
    [InlineData("{\"alg\":\"ES256\",\"kid\":7}", "LDG1113")]
    [InlineData("{\"alg\":\"ES256\",\"crit\":[\"b64\"]}", "LDG1112")]
    [InlineData("{\"alg\":\"none\",\"crit\":[\"b64\"]}", "LDG1110")]
    [InlineData("{\"alg\":\"ES256\",\"alg\":\"ES256\"}", "LDG1106")]
    public void TryParse_OtherHeader_IsRefused(string header, string code) =>
        Assert.Equal(code, Refused($"{ForeignIssuer.Encode(header)}.e30.AA~").Fault.Code);

    [Theory]
    [InlineData(null, "dc+sd-jwt", false)]
    [InlineData("dc+sd-jwt", "dc+sd-jwt", true)]
    [InlineData("DC+SD-JWT", "dc+sd-jwt", true)]
    [InlineData("application/dc+sd-jwt", "dc+sd-jwt", true)]
    [InlineData("dc+sd-jwt", "application/dc+sd-jwt", true)]
    [InlineData("text/dc+sd-jwt", "dc+sd-jwt", false)]
    [InlineData("vc+sd-jwt", "dc+sd-jwt", false)]
    public void HasType_OfAHeader_IgnoresCaseAndTheDefaultPrefix(string? written, string asked, bool expected)
    {
        var header = new JsonObject { ["alg"] = "ES256" };
        if (written is not null)
        {
            header["typ"] = written;
        }

        var record = Parse($"{ForeignIssuer.Encode(header.ToJsonString())}.e30.AA~");

        Assert.Equal((written, expected), (record.Type, record.HasType(asked)));
    }

    [Fact]
    public void TryParse_AtTheLongestLength_IsAcceptedAndBeyondItIsNotSupported()
    {
        var text = (Jwt + "~").PadRight(ForeignSdJwt.MaxLength);

        Parse(text);
        Assert.Equal(new Refusal(SealFaults.LongerThanSupported, "record"), Refused(text + " "));
    }

    [Fact]
    public void TryParse_AtTheMostDisclosures_IsAcceptedAndBeyondItIsNotSupported()
    {
        var most = Enumerable.Repeat("e30", ForeignSdJwt.MaxDisclosures).ToArray();
        var expected = new Refusal(SealFaults.MoreDisclosuresThanSupported, "record");

        Parse(string.Join('~', [Jwt, .. most, ""]));
        Parse(JsonForm(most));
        Assert.Equal(expected, Refused(string.Join('~', [Jwt, .. most, "e30", ""])));
        Assert.Equal(expected, Refused(JsonForm([.. most, "e30"])));
    }

    private static string JsonForm(string[] disclosures) => new JsonObject
    {
        ["payload"] = "e30",
        ["protected"] = Header,
        ["signature"] = "AA",
        ["header"] = new JsonObject { ["disclosures"] = new JsonArray([.. disclosures.Select(text => JsonValue.Create(text))]) },
    }.ToJsonString();

    private static ForeignSdJwt Parse(string text)
    {
        Assert.True(ForeignSdJwt.TryParse(text, out var record, out var refusal), refusal?.ToString());
        return record;
    }

    private static Refusal Refused(string text)
    {
        Assert.False(ForeignSdJwt.TryParse(text, out var record, out var refusal));
        Assert.Null(record);
        return refusal;
    }
}
