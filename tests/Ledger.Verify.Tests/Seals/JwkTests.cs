using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Verify.Seals;
using Ledger.Verify.Text;

namespace Ledger.Verify.Tests.Seals;

/// <summary>One public key as JSON: which keys are read, and how they are written.</summary>
public sealed class JwkTests
{
    // RFC 8037 appendix A.2 and A.3.
    private const string Ed25519 = """{"crv":"Ed25519","kty":"OKP","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}""";
    private const string Ed25519Thumbprint = "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k";

    // RFC 9901 appendix A.5: the key of the issuer.
    private const string P256Key = """{"crv":"P-256","kty":"EC","x":"b28d4MwZMjw8-00CG4xfnn9SLMVMM19SlqZpVb_uNtQ","y":"Xv5zWwuoaTgdS6hV43yI6gBwTnjukmFQQnJ_kCxzqk8"}""";

    [Theory]
    [InlineData(Ed25519, SealAlgorithm.Ed25519, 32)]
    [InlineData(P256Key, SealAlgorithm.Es256, 64)]
    public void TryParse_PublishedKey_IsReadAndWrittenAgain(string json, SealAlgorithm algorithm, int length)
    {
        var key = Parse(json);

        Assert.Equal((algorithm, length, null), (key.Algorithm, key.PublicKey.Length, key.KeyId));
        Assert.Equal(length, algorithm.PublicKeyLength());
        Assert.Equal(json, key.ToJson());
        Assert.True(Jwk.TryFromRaw(algorithm, key.PublicKey.Span, out var raw));
        Assert.Equal(key, raw);
        Assert.Equal(key.Thumbprint, raw.Thumbprint);
    }

    [Fact]
    public void ThumbprintText_PublishedKey_IsThePublishedOne() => Assert.Equal(Ed25519Thumbprint, Parse(Ed25519).ThumbprintText);

    [Theory]
    [InlineData(Ed25519)]
    [InlineData(P256Key)]
    public void WriteTo_AKey_NamesItsUseAndIsReadBack(string json)
    {
        var key = Parse(json);
        var written = Write(key);

        Assert.Equal((key.ThumbprintText, key.Algorithm.JoseName(), "sig"), ((string?)written["kid"], (string?)written["alg"], (string?)written["use"]));
        var members = JsonNode.Parse(json)!.AsObject();
        Assert.All(members, member => Assert.Equal((string?)member.Value, (string?)written[member.Key]));
        Assert.Equal(members.Count + 3, written.Count);
        Assert.Equal(key, Parse(written.ToJsonString()));
    }

    [Fact]
    public void WriteTo_AKeyThatWasReadWithAKeyId_KeepsIt() => Assert.Equal("key-1", (string?)Write(Parse(With(Ed25519, "\"kid\":\"key-1\"")))["kid"]);

    [Fact]
    public void Equals_KeysOfTheSameBytes_IgnoresTheKeyId()
    {
        Assert.Equal(Parse(Ed25519), Parse(With(Ed25519, "\"kid\":\"key-1\"")));
        Assert.Equal(Parse(Ed25519).GetHashCode(), Parse(With(Ed25519, "\"kid\":\"key-1\"")).GetHashCode());
        Assert.NotEqual(Parse(Ed25519), Ed25519Signer.Generate().PublicKey);
        Assert.NotEqual(Parse(Ed25519), Parse(P256Key));
        Assert.False(Parse(Ed25519).Equals(null));
        Assert.False(Parse(Ed25519).Equals(new object()));
        Assert.True(Parse(Ed25519).Equals((object)Parse(Ed25519)));
    }

    [Theory]
    [InlineData("\"use\":\"sig\"")]
    [InlineData("\"key_ops\":[\"verify\"]")]
    [InlineData("\"key_ops\":[\"sign\",7,\"verify\"]")]
    [InlineData("\"alg\":\"EdDSA\"")]
    [InlineData("\"alg\":\"Ed25519\"")]
    [InlineData("\"exp\":1")]
    public void TryParse_KeyForVerifying_IsRead(string member) => Parse(With(Ed25519, member));

    [Theory]
    [InlineData("\"use\":\"enc\"", "LDG1181")]
    [InlineData("\"use\":7", "LDG1181")]
    [InlineData("\"key_ops\":[\"sign\"]", "LDG1181")]
    [InlineData("\"key_ops\":[]", "LDG1181")]
    [InlineData("\"key_ops\":\"verify\"", "LDG1181")]
    [InlineData("\"alg\":\"ES256\"", "LDG1181")]
    [InlineData("\"alg\":\"RS256\"", "LDG1181")]
    [InlineData("\"alg\":7", "LDG1181")]
    [InlineData("\"kid\":7", "LDG1180")]
    [InlineData("\"kid\":null", "LDG1180")]
    [InlineData("\"d\":\"AAAA\"", "LDG1182")]
    [InlineData("\"k\":\"AAAA\"", "LDG1182")]
    [InlineData("\"p\":7", "LDG1182")]
    [InlineData("\"q\":7", "LDG1182")]
    [InlineData("\"dp\":7", "LDG1182")]
    [InlineData("\"dq\":7", "LDG1182")]
    [InlineData("\"qi\":7", "LDG1182")]
    [InlineData("\"oth\":[]", "LDG1182")]
    [InlineData("\"x\":\"AA\"", "LDG1106")]
    [InlineData("\"n\":1.5", "LDG1107")]
    public void TryParse_KeyWithAnotherMember_IsRefused(string member, string code) => AssertRefused(code, With(Ed25519, member));

    [Theory]
    [InlineData("", "LDG1105")]
    [InlineData("[]", "LDG1180")]
    [InlineData("7", "LDG1180")]
    [InlineData("{}", "LDG1180")]
    [InlineData("{\"kty\":7}", "LDG1180")]
    [InlineData("{\"kty\":\"OKP\",\"crv\":7}", "LDG1180")]
    [InlineData("{\"kty\":\"OKP\"}", "LDG1181")]
    [InlineData("{\"kty\":\"oct\",\"k\":\"AAAA\"}", "LDG1181")]
    [InlineData("{\"kty\":\"RSA\",\"n\":\"AQAB\",\"e\":\"AQAB\"}", "LDG1181")]
    [InlineData("{\"kty\":\"EC\",\"crv\":\"P-384\"}", "LDG1181")]
    [InlineData("{\"kty\":\"OKP\",\"crv\":\"P-256\"}", "LDG1181")]
    [InlineData("{\"kty\":\"EC\",\"crv\":\"Ed25519\"}", "LDG1181")]
    [InlineData("{\"kty\":\"OKP\",\"crv\":\"Ed25519\"}", "LDG1180")]
    [InlineData("{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"AA\"}", "LDG1180")]
    [InlineData("{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":7}", "LDG1180")]
    [InlineData("{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"}", "LDG1180")]
    [InlineData("{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"b28d4MwZMjw8-00CG4xfnn9SLMVMM19SlqZpVb_uNtQ\"}", "LDG1180")]
    [InlineData("{\"kty\":\"EC\",\"crv\":\"P-256\",\"y\":\"Xv5zWwuoaTgdS6hV43yI6gBwTnjukmFQQnJ_kCxzqk8\"}", "LDG1180")]
    [InlineData("{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"b28d4MwZMjw8-00CG4xfnn9SLMVMM19SlqZpVb_uNtQ\",\"y\":\"AA\"}", "LDG1180")]
    [InlineData("{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"b28d4MwZMjw8-00CG4xfnn9SLMVMM19SlqZpVb_uNtQ\",\"y\":\"b28d4MwZMjw8-00CG4xfnn9SLMVMM19SlqZpVb_uNtQ\"}", "LDG1180")]
    public void TryParse_OtherJson_IsRefused(string json, string code) => AssertRefused(code, json);

    // Together the two coordinates are the bytes of a valid key.
    [Fact]
    public void TryParse_CoordinatesCutAtAnotherPlace_IsRefused()
    {
        var bytes = Parse(P256Key).PublicKey.ToArray();

        AssertRefused("LDG1180", $$"""{"kty":"EC","crv":"P-256","x":"{{Base64Url.Encode(bytes.AsSpan(0, 31))}}","y":"{{Base64Url.Encode(bytes.AsSpan(31))}}"}""");
        Parse($$"""{"kty":"EC","crv":"P-256","x":"{{Base64Url.Encode(bytes.AsSpan(0, 32))}}","y":"{{Base64Url.Encode(bytes.AsSpan(32))}}"}""");
    }

    [Fact]
    public void TryParse_DeepMember_IsReadTo4Levels()
    {
        Parse(With(Ed25519, "\"a\":[[[]]]"));
        AssertRefused("LDG1108", With(Ed25519, "\"a\":[[[[]]]]"));
    }

    /// <summary>
    /// SEC 1 section 2.3.4: the coordinates are below p. The last two points satisfy the equation only when they are reduced, as do (p, √b), which
    /// stands for (0, √b).
    /// </summary>
    [Theory]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000005", "459243b9aa581806fe913bce99817ade11ca503c64d9a3c533415c083248fbcc", true)]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000", "66485c780e2f83d72433bd5d84a06bb6541c2af31dae871728bf856a174f93f4", true)]
    [InlineData("d7325d7646cd60d80a92738ceb345f844cffaf35841022cab176f692de8de1d7", "0000000000000000000000000000000000000000000000000000000000000005", true)]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000005", "459243b9aa581806fe913bce99817ade11ca503c64d9a3c533415c083248fbcd", false)]
    [InlineData("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff", "66485c780e2f83d72433bd5d84a06bb6541c2af31dae871728bf856a174f93f4", false)]
    [InlineData("ffffffff00000001000000000000000000000001000000000000000000000004", "459243b9aa581806fe913bce99817ade11ca503c64d9a3c533415c083248fbcc", false)]
    [InlineData("d7325d7646cd60d80a92738ceb345f844cffaf35841022cab176f692de8de1d7", "ffffffff00000001000000000000000000000001000000000000000000000004", false)]
    public void TryFromRaw_PointOfP256_IsAKeyOnlyWhenItIsReducedAndOnTheCurve(string x, string y, bool isKey) =>
        Assert.Equal(isKey, Jwk.TryFromRaw(SealAlgorithm.Es256, Convert.FromHexString(x + y), out _));

    [Fact]
    public void TryFromRaw_OtherBytes_AreNoKey()
    {
        var (ed25519, p256) = (Parse(Ed25519).PublicKey, Parse(P256Key).PublicKey);

        Assert.All(
            [(SealAlgorithm.Es256, ed25519), (SealAlgorithm.Ed25519, p256), (SealAlgorithm.Es256, p256[1..]), (SealAlgorithm.Ed25519, ed25519[1..]), ((SealAlgorithm)3, p256)],
            other => Assert.False(Jwk.TryFromRaw(other.Item1, other.Item2.Span, out _)));
        Assert.False(Jwk.TryFromRaw(SealAlgorithm.Es256, (byte[])[.. p256.Span, 0], out _));
        Assert.Throws<ArgumentException>(() => Jwk.FromRaw(SealAlgorithm.Es256, ed25519.Span));
    }

    [Theory]
    [InlineData(1, true, SealAlgorithm.Es256)]
    [InlineData(2, true, SealAlgorithm.Ed25519)]
    [InlineData(0, false, default(SealAlgorithm))]
    [InlineData(3, false, default(SealAlgorithm))]
    public void TryFromNumber_OfTheRegistry_IsKnownOrNot(byte number, bool isKnown, SealAlgorithm expected)
    {
        Assert.Equal(isKnown, SealAlgorithmNames.TryFromNumber(number, out var algorithm));
        Assert.Equal(expected, algorithm);
    }

    [Theory]
    [InlineData("ES256", true, SealAlgorithm.Es256)]
    [InlineData("Ed25519", true, SealAlgorithm.Ed25519)]
    [InlineData("EdDSA", true, SealAlgorithm.Ed25519)]
    [InlineData("es256", false, default(SealAlgorithm))]
    [InlineData(null, false, default(SealAlgorithm))]
    public void TryFromJoseName_Name_IsKnownOrNot(string? name, bool isKnown, SealAlgorithm expected)
    {
        Assert.Equal(isKnown, SealAlgorithmNames.TryFromJoseName(name, out var algorithm));
        Assert.Equal(expected, algorithm);
    }

    private static string With(string json, string member) => json[..^1] + "," + member + "}";

    private static Jwk Parse(string json)
    {
        Assert.True(Jwk.TryParse(Encoding.UTF8.GetBytes(json), out var key, out var refusal), refusal?.ToString());
        return key;
    }

    private static void AssertRefused(string code, string json)
    {
        Assert.False(Jwk.TryParse(Encoding.UTF8.GetBytes(json), out var key, out var refusal));
        Assert.Null(key);
        Assert.Equal((code, "jwk"), (refusal.Fault.Code, refusal.Place));
    }

    private static JsonObject Write(Jwk key)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            key.WriteTo(writer);
        }

        return JsonNode.Parse(buffer.WrittenSpan)!.AsObject();
    }
}
