using System.Text;
using System.Text.Json.Nodes;
using Ledger.Verify.Faults;
using Ledger.Verify.ForeignSeals;
using Ledger.Verify.Text;

namespace Ledger.Verify.Tests.ForeignSeals;

/// <summary>Which key and which algorithm can verify a seal of another issuer.</summary>
public sealed class ForeignSealTests
{
    private static readonly ForeignIssuer Issuer = new();
    private static readonly ForeignIssuer Stranger = new();

    public static TheoryData<string> Algorithms => new("ES256", "ES384", "ES512", "EdDSA", "Ed25519", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512");

    [Theory, MemberData(nameof(Algorithms))]
    public void CheckSeal_AnyAlgorithm_PassesForItsKeyAndNoOther(string algorithm)
    {
        var record = Parse(Compact(ForeignIssuer.Header(algorithm)));

        Assert.Null(record.CheckSeal(Keys(Issuer.Key(algorithm))));
        Assert.Null(record.CheckSeal(Keys(Issuer.Key(algorithm, new JsonObject { ["alg"] = algorithm }))));
        Assert.Equal(new Refusal(SealFaults.SignatureWrong, "issuerJwt.signature"), record.CheckSeal(Keys(Stranger.Key(algorithm))));
    }

    [Theory, MemberData(nameof(Algorithms))]
    public void CheckSeal_KeyIdIsTheThumbprint_FindsTheKey(string algorithm)
    {
        var key = Issuer.Key(algorithm);
        var header = With(ForeignIssuer.Header(algorithm), "kid", Thumbprint(key));

        // A key with another kid is not a candidate, so only the thumbprint leads to it.
        Assert.Null(Parse(Compact(header)).CheckSeal(Keys(key)));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("NONE")]
    [InlineData("HS256")]
    [InlineData("HS384")]
    [InlineData("HS512")]
    public void TryParse_AlgorithmWithoutAPrivateKey_IsRefused(string algorithm) =>
        Assert.Equal(new Refusal(SealFaults.AlgorithmRefused, "issuerJwt.header.alg"), Refused(Compact(ForeignIssuer.Header(algorithm))));

    [Theory]
    [InlineData("ES256K")]
    [InlineData("es256")]
    [InlineData("RSA-OAEP")]
    public void TryParse_UnknownAlgorithm_IsNotSupported(string algorithm) =>
        Assert.Equal(new Refusal(SealFaults.AlgorithmUnsupported, "issuerJwt.header.alg"), Refused(Compact(ForeignIssuer.Header(algorithm))));

    [Theory]
    [InlineData("ES256", "ES384")]
    [InlineData("ES256", "RS256")]
    [InlineData("RS256", "ES256")]
    [InlineData("Ed25519", "PS256")]
    public void CheckSeal_NamedKeyOfAnotherKind_IsRefused(string algorithm, string kind) => Assert.Equal(
        new Refusal(SealFaults.AlgorithmOfOtherKey, "issuerJwt.header.alg"),
        Parse(Compact(ForeignIssuer.Header(algorithm))).CheckSeal(Keys(Issuer.Key(kind))));

    [Fact]
    public void CheckSeal_KeyThatIsForAnotherAlgorithmOfItsKind_IsRefused() => Assert.Equal(
        SealFaults.AlgorithmOfOtherKey,
        Parse(Compact(ForeignIssuer.Header("RS256"))).CheckSeal(Keys(Issuer.Key("RS256", new JsonObject { ["alg"] = "PS256" })))?.Fault);

    // RFC 9864: both names mean the same algorithm.
    [Theory]
    [InlineData("EdDSA", "Ed25519")]
    [InlineData("Ed25519", "EdDSA")]
    public void CheckSeal_KeyForTheOtherNameOfItsAlgorithm_Passes(string sealedWith, string keyFor) =>
        Assert.Null(Parse(Compact(ForeignIssuer.Header(sealedWith))).CheckSeal(Keys(Issuer.Key(keyFor, new JsonObject { ["alg"] = keyFor }))));

    // RFC 7517 section 4.5: keys may share a kid.
    [Fact]
    public void CheckSeal_SeveralKeysOfTheName_AreAllTried()
    {
        var record = Parse(Compact(ForeignIssuer.Header("ES256")));

        Assert.Null(record.CheckSeal(Keys(Stranger.Key("ES256"), Issuer.Key("RS256"), Issuer.Key("ES256"))));
        Assert.Equal(SealFaults.SignatureWrong, record.CheckSeal(Keys(Issuer.Key("RS256"), Stranger.Key("ES256")))?.Fault);
    }

    [Fact]
    public void CheckSeal_KeyOfAnotherName_IsNotTried()
    {
        var record = Parse(Compact(ForeignIssuer.Header("ES256")));

        Assert.Equal(new Refusal(SealFaults.KeyNotGiven, "jwks"), record.CheckSeal(Keys(Named(Issuer, "key-2"))));
        Assert.Equal(SealFaults.SignatureWrong, record.CheckSeal(Keys(Named(Issuer, "key-2"), Stranger.Key("ES256")))?.Fault);
    }

    [Fact]
    public void CheckSeal_NoKeyOfTheName_TriesTheKeysWithoutAName()
    {
        var record = Parse(Compact(ForeignIssuer.Header("ES256")));

        Assert.Null(record.CheckSeal(Keys(Named(Stranger, "key-2"), Unnamed(Issuer))));
        Assert.Equal(new Refusal(SealFaults.KeyNotGiven, "jwks"), record.CheckSeal(Keys(Unnamed(Stranger))));
        Assert.Equal(SealFaults.SignatureWrong, record.CheckSeal(Keys(Stranger.Key("ES256"), Unnamed(Issuer)))?.Fault);
    }

    [Fact]
    public void CheckSeal_SealWithoutAName_TriesEveryKey()
    {
        var header = ForeignIssuer.Header("ES256");
        header.Remove("kid");
        var record = Parse(Compact(header));

        Assert.Null(record.CheckSeal(Keys(Issuer.Key("RS256"), Named(Stranger, "key-2"), Issuer.Key("ES256"))));
        Assert.Equal(new Refusal(SealFaults.SignatureWrong, "issuerJwt.signature"), record.CheckSeal(Keys(Stranger.Key("ES256"))));
        Assert.Equal(new Refusal(SealFaults.KeyNotGiven, "jwks"), record.CheckSeal(Keys(Issuer.Key("RS256"))));
    }

    // The key exists, so it is a limit of this library and not a missing key.
    [Fact]
    public void CheckSeal_NamedKeyThatIsNotSupported_IsNotSupported()
    {
        var strange = new JsonObject { ["kty"] = "AKP", ["alg"] = "ML-DSA-44", ["pub"] = "AAAA", ["kid"] = "key-1" };
        var record = Parse(Compact(ForeignIssuer.Header("ES256")));

        Assert.Equal(new Refusal(SealFaults.KeyUnsupported, "jwks"), record.CheckSeal(Keys(strange, Named(Issuer, "key-2"))));
        Assert.Equal(SealFaults.KeyNotGiven, record.CheckSeal(Keys(With(strange, "kid", "key-3"), Named(Issuer, "key-2")))?.Fault);
    }

    // RFC 7515 section 4: the unprotected header of the JSON form may name the algorithm.
    [Fact]
    public void CheckSeal_NoProtectedHeader_CoversTheDotAndThePayload()
    {
        var payload = ForeignIssuer.Encode(ForeignIssuer.Claims.ToJsonString());
        var json = new JsonObject
        {
            ["payload"] = payload,
            ["signature"] = Base64Url.Encode(Issuer.Sign("ES256", Encoding.ASCII.GetBytes("." + payload))),
            ["header"] = ForeignIssuer.Header("ES256"),
        };

        var record = Parse(json.ToJsonString());

        Assert.Null(record.CheckSeal(Keys(Issuer.Key("ES256"))));
        Assert.Equal("dc+sd-jwt", record.Type);
    }

    [Fact]
    public void CheckSeal_EmptySignature_IsWrong()
    {
        var compact = Compact(ForeignIssuer.Header("ES256"));

        Assert.Equal(SealFaults.SignatureWrong, Parse(compact[..(compact.LastIndexOf('.') + 1)] + "~").CheckSeal(Keys(Issuer.Key("ES256")))?.Fault);
    }

    private static string Compact(JsonObject header) => Issuer.Compact(header, ForeignIssuer.Claims);

    private static JsonObject Named(ForeignIssuer issuer, string keyId) => issuer.Key("ES256", new JsonObject { ["kid"] = keyId });

    private static JsonObject Unnamed(ForeignIssuer issuer)
    {
        var key = issuer.Key("ES256");
        key.Remove("kid");
        return key;
    }

    private static JsonObject With(JsonObject json, string name, string value)
    {
        json[name] = value;
        return json;
    }

    /// <summary>RFC 7638 section 3: the SHA-256 of the required members in lexicographic order.</summary>
    private static string Thumbprint(JsonObject key)
    {
        string[] required = (string?)key["kty"] switch { "EC" => ["crv", "kty", "x", "y"], "OKP" => ["crv", "kty", "x"], _ => ["e", "kty", "n"] };
        var json = "{" + string.Join(',', required.Select(name => $"\"{name}\":\"{key[name]}\"")) + "}";
        return Base64Url.Encode(System.Security.Cryptography.SHA256.HashData(Encoding.ASCII.GetBytes(json)));
    }

    private static ForeignSdJwt Parse(string text)
    {
        Assert.True(ForeignSdJwt.TryParse(text, out var record, out var refusal), refusal?.ToString());
        return record;
    }

    private static Refusal Refused(string text)
    {
        Assert.False(ForeignSdJwt.TryParse(text, out _, out var refusal));
        return refusal;
    }

    private static ForeignKeySet Keys(params JsonObject[] keys)
    {
        Assert.True(ForeignKeySet.TryParse(Encoding.UTF8.GetBytes(ForeignIssuer.Set(keys)), out var set, out var refusal), refusal?.ToString());
        return set;
    }
}
