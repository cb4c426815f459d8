using System.Text.Json.Nodes;
using Ledger.Verify.Faults;
using Ledger.Verify.ForeignSeals;

namespace Ledger.Verify.Tests.ForeignSeals;

/// <summary>What the disclosures and the claims of an SD-JWT of another issuer may be.</summary>
public sealed class ForeignClaimsTests
{
    private static readonly ForeignIssuer Issuer = new();
    private static readonly string Name = ForeignIssuer.Disclosure("given_name", "Ming");

    [Theory]
    [InlineData(null)]
    [InlineData("sha-256")]
    [InlineData("sha-384")]
    [InlineData("sha-512")]
    [InlineData("sha3-256")]
    [InlineData("sha3-384")]
    [InlineData("sha3-512")]
    public void TryDisclose_AnyHash_GivesTheClaimAndRefusesAStrangeDisclosure(string? hash)
    {
        var claims = ForeignIssuer.Claims;
        if (hash is not null)
        {
            claims["_sd_alg"] = hash;
        }

        var good = Issuer.Compact(ForeignIssuer.Header("ES256"), claims, Name);

        Assert.Equal("Ming", Disclose(good).Payload.GetProperty("given_name").GetString());
        Assert.False(Disclose(good).Payload.TryGetProperty("_sd_alg", out _));
        Assert.Equal(
            new Refusal(SealFaults.DisclosureUnreferenced, "disclosures[0]"),
            Refused(good.Replace(Name, ForeignIssuer.Disclosure("given_name", "Ning"), StringComparison.Ordinal)));
    }

    [Fact]
    public void TryDisclose_JsonForm_GivesTheClaims()
    {
        var parts = Issuer.Compact(ForeignIssuer.Header("ES256"), ForeignIssuer.Claims, Name, ForeignIssuer.Disclosure("height", 1.75)).Split('.', '~');
        var json = new JsonObject
        {
            ["protected"] = parts[0],
            ["payload"] = parts[1],
            ["signature"] = parts[2],
            ["header"] = new JsonObject { ["disclosures"] = new JsonArray(parts[3], parts[4]) },
        };

        var claims = Disclose(json.ToJsonString());

        Assert.Equal(("Ming", 1.75), (claims.Payload.GetProperty("given_name").GetString(), claims.Payload.GetProperty("height").GetDouble()));
        Assert.Equal(0, claims.HiddenCount);
    }

    [Theory]
    [InlineData("\"sha-256-32\"", "LDG1141")]
    [InlineData("\"SHA-256\"", "LDG1141")]
    [InlineData("7", "LDG1151")]
    [InlineData("null", "LDG1151")]
    public void TryDisclose_OtherHash_IsRefused(string hash, string code)
    {
        var refusal = Refused(Compact($$"""{"_sd_alg":{{hash}}}"""));

        Assert.Equal((code, "_sd_alg"), (refusal.Fault.Code, refusal.Place));
    }

    [Fact]
    public void HiddenCount_OfDigestsWithoutADisclosure_CountsThem()
    {
        Assert.Equal(0, Disclose(Issuer.Compact(ForeignIssuer.Header("ES256"), ForeignIssuer.Claims, Name)).HiddenCount);
        Assert.Equal(3, Disclose(Compact("""{"_sd":["a","b"],"list":[{"...":"c"}]}""")).HiddenCount);
    }

    // RFC 7519 section 4.1 and RFC 7800 section 3.1 define the form of these claims.
    [Theory]
    [InlineData("iss", "7")]
    [InlineData("jti", "7")]
    [InlineData("cnf", "\"key\"")]
    [InlineData("nbf", "null")]
    [InlineData("exp", "\"4102444800\"")]
    [InlineData("iat", "[]")]
    public void TryDisclose_ClaimOfAnotherForm_IsRefusedInEveryType(string name, string value)
    {
        var members = $$"""{"{{name}}":{{value}}}""";

        Assert.Equal(new Refusal(SealFaults.ClaimMalformed, name), Refused(Compact(members)));
        Assert.Equal(new Refusal(SealFaults.ClaimMalformed, name), Refused(Compact(members, "example+sd-jwt")));
    }

    [Theory]
    [InlineData("vct")]
    [InlineData("vct#integrity")]
    public void TryDisclose_TypeClaimOfAnotherForm_IsRefusedInCredentialsOnly(string name)
    {
        var members = $$"""{"{{name}}":7}""";

        Assert.Equal(new Refusal(SealFaults.ClaimMalformed, name), Refused(Compact(members)));
        Assert.Equal(7, Disclose(Compact(members, "example+sd-jwt")).Payload.GetProperty(name).GetInt32());
    }

    [Theory]
    [InlineData("dc+sd-jwt", true)]
    [InlineData("vc+sd-jwt", true)]
    [InlineData("application/vc+sd-jwt", true)]
    [InlineData("example+sd-jwt", false)]
    public void TryDisclose_NoTypeClaim_IsRefusedInCredentialsOnly(string type, bool isCredential) =>
        Assert.Equal(isCredential ? new Refusal(SealFaults.ClaimMissing, "vct") : null, Find(Compact("""{"vct":null}""", type, remove: "vct")));

    [Theory]
    [InlineData("dc+sd-jwt", true)]
    [InlineData("vc+sd-jwt", true)]
    [InlineData("example+sd-jwt", false)]
    public void TryDisclose_HiddenIssuer_IsRefusedInCredentialsOnly(string type, bool isCredential)
    {
        var header = ForeignIssuer.Header("ES256");
        header["typ"] = type;
        var claims = new JsonObject { ["vct"] = "https://issuer.example/vct/card/1" };
        var compact = Issuer.Compact(header, claims, ForeignIssuer.Disclosure("iss", "https://hidden.example"));

        Assert.Equal(isCredential ? new Refusal(SealFaults.ProtectedClaimDisclosed, "disclosures[0]") : null, Find(compact));
    }

    [Theory]
    [InlineData("{\"kid\":\"holder-1\"}", null)]
    [InlineData("{\"jwk\":7}", null)]
    [InlineData("{\"jwk\":{\"kty\":\"RSA\",\"n\":\"AQAB\",\"e\":\"AQAB\"}}", null)]
    [InlineData("{\"jwk\":{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"AA\",\"d\":\"AA\"}}", "LDG1182")]
    public void TryDisclose_KeyOfTheHolder_IsRefusedOnlyWhenItIsPrivate(string confirmation, string? code)
    {
        var refusal = Find(Compact($$"""{"cnf":{{confirmation}}}"""));

        Assert.Equal((code, code is null ? null : "cnf.jwk"), (refusal?.Fault.Code, refusal?.Place));
    }

    [Theory]
    [InlineData("not json", "LDG1132")]
    [InlineData("{}", "LDG1132")]
    [InlineData("[7,\"name\",1]", "LDG1132")]
    [InlineData("[\"s\",\"name\",{\"a\":1,\"a\":2}]", "LDG1106")]
    public void TryDisclose_DisclosureOfAnotherForm_IsRefusedAtItsPlace(string disclosure, string code)
    {
        var refusal = Refused(Issuer.Compact(ForeignIssuer.Header("ES256"), ForeignIssuer.Claims, Name, ForeignIssuer.Encode(disclosure)));

        Assert.Equal((code, "disclosures[1]"), (refusal.Fault.Code, refusal.Place));
    }

    [Fact]
    public void TryDisclose_DisclosureOfAnyLength_IsRead() => Assert.All(Enumerable.Range(0, 12), length =>
    {
        var disclosure = ForeignIssuer.Disclosure("a", new string('x', length));

        var claims = Disclose(Issuer.Compact(ForeignIssuer.Header("ES256"), ForeignIssuer.Claims, disclosure));

        Assert.Equal(length, claims.Payload.GetProperty("a").GetString()!.Length);
    });

    // A digest is one level deeper than its claim.
    [Theory]
    [InlineData(47, "", null, null)]
    [InlineData(48, "", "LDG1117", "claims")]
    [InlineData(47, "{\"...\":\"a\"}", null, null)]
    [InlineData(48, "{\"...\":\"a\"}", "LDG1117", "issuerJwt.payload")]
    public void TryDisclose_DeepClaims_AreNotSupportedBeyond48Levels(int arrays, string innermost, string? code, string? place)
    {
        var nested = new string('[', arrays) + innermost + new string(']', arrays);

        var refusal = Find(Compact($$"""{"n":{{nested}}}"""));

        Assert.Equal((code, place), (refusal?.Fault.Code, refusal?.Place));
    }

    [Theory]
    [InlineData(999_999, "LDG1152")]
    [InlineData(1_000_500, null)]
    [InlineData(1_000_499, "LDG1152")]
    [InlineData(2_000_249, null)]
    [InlineData(2_000_250, "LDG1153")]
    public void CheckTimes_AroundDatesWithAFraction_NbfIsInclusiveAndExpExclusive(long milliseconds, string? code)
    {
        var claims = Disclose(Compact("""{"nbf":1000.5,"exp":2000.25}"""));

        Assert.Equal(code, claims.CheckTimes(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds))?.Fault.Code);
    }

    [Fact]
    public void CheckTimes_NoDates_AreInForce() =>
        Assert.Null(Disclose(Compact("{}", remove: "exp")).CheckTimes(DateTimeOffset.UnixEpoch));

    [Theory]
    [InlineData(990_500, null)]
    [InlineData(990_499, "LDG1154")]
    [InlineData(2_000_000, null)]
    public void CheckIssuedAt_AheadOfTheClock_IsAllowedWithinTheTolerance(long milliseconds, string? code)
    {
        var claims = Disclose(Compact("""{"iat":1000.5}"""));

        Assert.Equal(code, claims.CheckIssuedAt(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds), TimeSpan.FromSeconds(10))?.Fault.Code);
    }

    [Fact]
    public void CheckIssuedAt_NoTimeOfIssue_IsAllowed() =>
        Assert.Null(Disclose(Compact("{}")).CheckIssuedAt(DateTimeOffset.UnixEpoch, TimeSpan.Zero));

    private static string Compact(string members, string type = "dc+sd-jwt", string? remove = null)
    {
        var header = ForeignIssuer.Header("ES256");
        header["typ"] = type;
        var claims = ForeignIssuer.Claims;
        foreach (var (name, value) in JsonNode.Parse(members, documentOptions: new() { MaxDepth = 256 })!.AsObject())
        {
            claims[name] = value?.DeepClone();
        }

        if (remove is not null)
        {
            claims.Remove(remove);
        }

        return Issuer.Jwt(header, claims.ToJsonString(new() { MaxDepth = 256 })) + "~";
    }

    /// <summary>The reason for a refusal of the text or of its claims; null when there is none.</summary>
    private static Refusal? Find(string text)
    {
        if (!ForeignSdJwt.TryParse(text, out var record, out var refusal))
        {
            return refusal;
        }

        var isDisclosed = record.TryDisclose(out var claims, out refusal);
        Assert.Equal((isDisclosed, !isDisclosed), (claims is not null, refusal is not null));
        return refusal;
    }

    private static Refusal Refused(string text) => Find(text) ?? throw new InvalidOperationException("It was accepted.");

    private static ForeignClaims Disclose(string text)
    {
        Assert.True(ForeignSdJwt.TryParse(text, out var record, out var refusal), refusal?.ToString());
        Assert.True(record.TryDisclose(out var claims, out refusal), refusal?.ToString());
        return claims;
    }
}
