using System.Text;
using System.Text.Json.Nodes;
using Ledger.Verify.Faults;
using Ledger.Verify.RecordTypes;
using Ledger.Verify.Seals;

namespace Ledger.Verify.Tests.Seals;

/// <summary>The printed results of RFC 9901 are reproduced here.</summary>
public sealed class Rfc9901Tests
{
    private static readonly SdJwtProfile Example = new("example+sd-jwt", []);
    private static readonly JsonObject Vector = Vectors.Read("rfc9901-5.2-presentation.json");

    private static string Presentation => (string)Vector["presentation"]!;

    private static SdJwt Parsed
    {
        get
        {
            Assert.True(SdJwt.TryParse(Presentation, Example, out var sdJwt, out var refusal), refusal?.ToString());
            return sdJwt;
        }
    }

    private static KeyBindingExpectation Expectation => new()
    {
        Audience = (string)Vector["audience"]!,
        Nonce = (string)Vector["nonce"]!,
        Now = DateTimeOffset.FromUnixTimeSeconds((long)Vector["bindingIssuedAt"]! + 60),
    };

    [Fact]
    public void CheckSeal_Section52_IssuerKeyFits()
    {
        Assert.True(Jwk.TryParse(Encoding.UTF8.GetBytes(Vector["issuerKey"]!.ToJsonString()), out var key, out _));
        using var verifier = SealVerifier.For(key);

        Assert.Null(Parsed.CheckSeal(verifier));
    }

    [Fact]
    public void TryDisclose_Section52_ProcessedPayloadIsThePublishedOne()
    {
        Assert.True(Parsed.TryDisclose(out var claims, out var refusal), refusal?.ToString());

        Assert.True(JsonNode.DeepEquals(Vector["processed"], TestSeals.Node(claims)), claims.Payload.GetRawText());
        Assert.Equal(
            [ClaimPath.FromSegments("family_name"), ClaimPath.FromSegments("address"), ClaimPath.FromSegments("given_name"), ClaimPath.FromSegments("nationalities", 0)],
            claims.DisclosedPaths);
        Assert.Equal(6, claims.HiddenCount); // ten digests, four disclosures
    }

    [Fact]
    public void DigestOf_Section52Disclosures_ArePublishedAndSigned()
    {
        var disclosures = Presentation.Split('~')[1..^1];
        var payload = Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(Presentation.Split('.')[1]));

        Assert.Equal(Vector["digests"]!.AsArray().Select(digest => (string)digest!), disclosures.Select(TestSeals.DigestOf));
        Assert.All(disclosures, disclosure => Assert.Contains(TestSeals.DigestOf(disclosure), payload, StringComparison.Ordinal));
    }

    [Fact]
    public void Check_Section52KeyBinding_HashAndSignatureFit()
    {
        Assert.True(Parsed.TryDisclose(out var claims, out _));

        Assert.Equal((string)Vector["sdHash"]!, TestSeals.DigestOf(Parsed.Presentation));
        Assert.Null(KeyBinding.Check(Parsed, claims, KeyBindingPolicy.Required(Expectation)));
    }

    [Fact]
    public void TryParse_Section52UnderTheRecordProfile_RefusesTheMediaType()
    {
        Assert.False(SdJwt.TryParse(Presentation, out _, out var refusal));

        Assert.Equal(SealFaults.TypeWrong, refusal.Fault);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void TryDisclose_Section421Spelling_GivesTheSameClaim(int spelling)
    {
        var member = Vectors.Read("rfc9901-4.2-disclosures.json")["member"]!;
        var encoding = member["encodings"]![spelling]!;
        var encoded = (string)encoding["encoded"]!;
        var payload = $$"""{"iss":"a","vct":"b","iat":1,"_sd":["{{TestSeals.DigestOf(encoded)}}"]}""";

        var claims = TestSeals.Open($"{TestSeals.Jwt(TestSeals.Header, payload)}~{encoded}~");

        Assert.Equal((string)member["value"]!, claims.Payload.GetProperty("family_name").GetString());
        Assert.Equal((string?)encoding["digest"] ?? TestSeals.DigestOf(encoded), TestSeals.DigestOf(encoded));
    }

    [Fact]
    public void TryDisclose_Section421OtherSpellingThanSigned_IsRefused()
    {
        var encodings = Vectors.Read("rfc9901-4.2-disclosures.json")["member"]!["encodings"]!.AsArray();
        var signedFor = (string)encodings[0]!["encoded"]!;
        var sent = (string)encodings[2]!["encoded"]!;
        var payload = $$"""{"iss":"a","vct":"b","iat":1,"_sd":["{{TestSeals.DigestOf(signedFor)}}"]}""";

        var refusal = TestSeals.Verify($"{TestSeals.Jwt(TestSeals.Header, payload)}~{sent}~", out _);

        Assert.Equal(SealFaults.DisclosureUnreferenced, refusal?.Fault);
    }

    [Fact]
    public void TryDisclose_Section422Element_TakesItsPlace()
    {
        var element = Vectors.Read("rfc9901-4.2-disclosures.json")["element"]!;
        var payload = $$$"""{"iss":"a","vct":"b","iat":1,"nationalities":["DE",{"...":"{{{(string)element["digest"]!}}}"},"US"]}""";

        var claims = TestSeals.Open($"{TestSeals.Jwt(TestSeals.Header, payload)}~{(string)element["encoded"]!}~");

        Assert.Equal("""["DE","FR","US"]""", claims.Payload.GetProperty("nationalities").GetRawText());
    }
}
