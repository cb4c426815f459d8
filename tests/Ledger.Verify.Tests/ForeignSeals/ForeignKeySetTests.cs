using System.Text;
using System.Text.Json.Nodes;
using Ledger.Verify.Faults;
using Ledger.Verify.ForeignSeals;
using Ledger.Verify.Tests.Seals;
using Ledger.Verify.Text;

namespace Ledger.Verify.Tests.ForeignSeals;

/// <summary>RFC 7517: which keys of a set are used, and which sets are refused.</summary>
public sealed class ForeignKeySetTests
{
    private static readonly string Good = TestSeals.Issuer.PublicKey.ToJson();

    // RFC 7517 appendix A.1.
    private const string PublishedRsa = """
        {"kty":"RSA","n":"0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw","e":"AQAB","alg":"RS256","kid":"2011-04-29"}
        """;

    [Theory]
    [InlineData("{\"keys\":[KEY]}", 1)]
    [InlineData("{\"keys\":[KEY,RSA]}", 2)]
    [InlineData("KEY", 1)]
    [InlineData("{\"jwks\":{\"keys\":[KEY]},\"issuer\":\"https://issuer.example\"}", 1)]
    [InlineData("{\"keys\":[KEY,KEY]}", 2)]
    [InlineData("{\"keys\":[KEY],\"valid\":1.5}", 1)]
    [InlineData("{\"keys\":[KEY,{\"kty\":\"EC\",\"crv\":\"secp256k1\",\"x\":\"AA\",\"y\":\"AA\"}]}", 1)]
    [InlineData("{\"keys\":[KEY,{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"AA\"}]}", 1)]
    [InlineData("{\"keys\":[KEY,{\"kty\":\"OKP\",\"crv\":\"X25519\",\"x\":\"AA\"}]}", 1)]
    [InlineData("{\"keys\":[KEY,{\"kty\":\"oct\",\"k\":\"AAAA\"}]}", 1)]
    [InlineData("{\"keys\":[KEY,{\"kty\":\"AKP\",\"alg\":\"ML-DSA-44\",\"pub\":\"AAAA\"}]}", 1)]
    [InlineData("{\"keys\":[KEY,{\"kty\":7}]}", 1)]
    [InlineData("{\"keys\":[KEY,7,null]}", 1)]
    [InlineData("{\"keys\":[KEY,{\"kty\":\"RSA\",\"n\":\"AQAB\",\"e\":\"AQAB\"}]}", 1)]
    public void TryParse_KeysOfUse_AreCounted(string json, int count)
    {
        Assert.True(ForeignKeySet.TryParse(Fill(json), out var set, out var refusal), refusal?.ToString());

        Assert.Equal(count, set.Count);
    }

    [Theory]
    [InlineData("\"use\":\"enc\"")]
    [InlineData("\"use\":7")]
    [InlineData("\"key_ops\":[\"deriveKey\"]")]
    [InlineData("\"key_ops\":[\"sign\",7]")]
    [InlineData("\"key_ops\":\"verify\"")]
    [InlineData("\"alg\":\"ECDH-ES\"")]
    [InlineData("\"alg\":\"ES384\"")]
    public void TryParse_KeyForAnotherUse_IsSkipped(string member)
    {
        Assert.False(ForeignKeySet.TryParse(Fill("{\"keys\":[" + Good[..^1] + "," + member + "}]}"), out _, out var refusal));

        Assert.Equal(SealFaults.KeyUnsupported, refusal.Fault);
        Assert.True(ForeignKeySet.TryParse(Fill("{\"keys\":[RSA," + Good[..^1] + "," + member + "}]}"), out var set, out _));
        Assert.Equal(1, set.Count);
    }

    [Theory]
    [InlineData("\"use\":\"sig\"")]
    [InlineData("\"key_ops\":[\"sign\",\"verify\"]")]
    [InlineData("\"alg\":\"ES256\"")]
    [InlineData("\"x5c\":[\"AAAA\"],\"x5t#S256\":\"AAAA\",\"exp\":1.5")]
    public void TryParse_KeyForVerifying_IsKept(string member) =>
        Assert.True(ForeignKeySet.TryParse(Fill("{\"keys\":[" + Good[..^1] + "," + member + "}]}"), out _, out _));

    [Theory]
    [InlineData("", "LDG1105")]
    [InlineData("<html>", "LDG1105")]
    [InlineData("[]", "LDG1183")]
    [InlineData("{\"keys\":7}", "LDG1183")]
    [InlineData("{\"jwks_uri\":\"https://issuer.example/jwks\"}", "LDG1183")]
    [InlineData("{\"keys\":[]}", "LDG1181")]
    [InlineData("{\"keys\":[KEY],\"keys\":[]}", "LDG1106")]
    public void TryParse_NoKeys_IsRefused(string json, string code)
    {
        Assert.False(ForeignKeySet.TryParse(Fill(json), out _, out var refusal));

        Assert.Equal(code, refusal.Fault.Code);
    }

    // A private half is dangerous whatever else the key is.
    [Theory]
    [InlineData("{}", null)]
    [InlineData("{\"d\":\"AAAA\"}", "LDG1182")]
    [InlineData("{\"kty\":7,\"p\":7}", "LDG1182")]
    [InlineData("{\"kty\":\"oct\",\"k\":\"AAAA\"}", null)]
    public void TryParse_KeyOfNoKind_IsSkippedUnlessItIsPrivate(string key, string? code)
    {
        var isRead = ForeignKeySet.TryParse(Fill("{\"keys\":[KEY," + key + "]}"), out _, out var refusal);

        Assert.Equal((code is null, code), (isRead, refusal?.Fault.Code));
    }

    [Fact]
    public void TryParse_PrivateKeyAmongThem_IsRefused()
    {
        Assert.False(ForeignKeySet.TryParse(Fill("{\"keys\":[RSA," + Good[..^1] + ",\"d\":\"AAAA\"}]}"), out _, out var refusal));

        Assert.Equal(new Refusal(SealFaults.KeyPrivate, "jwks.keys[1]"), refusal);
    }

    // RFC 7518 section 3.3: at least 2048 bits. Only a possible exponent is a key.
    [Theory]
    [InlineData("80", 256, "010001", true)]
    [InlineData("7f", 256, "010001", false)]
    [InlineData("ff", 255, "010001", false)]
    [InlineData("01", 257, "010001", true)]
    [InlineData("01", 2048, "010001", true)]
    [InlineData("01", 2049, "010001", false)]
    [InlineData("0080", 257, "00010001", true)]
    [InlineData("00ff", 256, "010001", false)]
    [InlineData("80", 256, "03", true)]
    [InlineData("80", 256, "01", false)]
    [InlineData("80", 256, "04", false)]
    [InlineData("80", 256, "010002", false)]
    [InlineData("80", 256, "", false)]
    [InlineData("80", 256, "0000", false)]
    [InlineData("80", 256, "0100000000000001", true)]
    [InlineData("80", 256, "010000000000000001", false)]
    public void TryParse_RsaKey_IsUsedFrom2048BitsAndWithAnOddExponent(string first, int length, string exponent, bool isUsed)
    {
        var head = Convert.FromHexString(first);
        byte[] modulus = [.. head, .. Enumerable.Repeat((byte)0xff, length - head.Length)];

        AssertUsed(isUsed, $$"""{"kty":"RSA","n":"{{Base64Url.Encode(modulus)}}","e":"{{Base64Url.Encode(Convert.FromHexString(exponent))}}"}""");
    }

    [Theory]
    [InlineData("n")]
    [InlineData("e")]
    public void TryParse_RsaKeyWithoutAMember_IsSkipped(string name)
    {
        var key = JsonNode.Parse(PublishedRsa)!.AsObject();
        key.Remove(name);

        AssertUsed(expected: false, key.ToJsonString());
    }

    // RFC 7518 section 6.2.1.2: leading zeros are not left out, and none is added.
    [Theory]
    [InlineData("x", 0, true)]
    [InlineData("x", 1, false)]
    [InlineData("x", -1, false)]
    [InlineData("y", 1, false)]
    [InlineData("xy", 1, false)]
    public void TryParse_CoordinateOfAnotherLength_IsSkipped(string names, int more, bool isUsed)
    {
        var key = JsonNode.Parse(Good)!.AsObject();
        foreach (var name in names.Select(letter => letter.ToString()))
        {
            Assert.True(Base64Url.TryDecode((string)key[name]!, out var bytes));
            key[name] = Base64Url.Encode(more > 0 ? [.. new byte[more], .. bytes] : bytes[-more..]);
        }

        AssertUsed(isUsed, key.ToJsonString());
    }

    [Theory]
    [InlineData("x")]
    [InlineData("y")]
    [InlineData("crv")]
    public void TryParse_KeyWithoutAMember_IsSkipped(string name)
    {
        var key = JsonNode.Parse(Good)!.AsObject();
        key.Remove(name);

        AssertUsed(expected: false, key.ToJsonString());
    }

    [Fact]
    public void TryParse_PointThatIsNotOnTheCurve_IsSkipped()
    {
        var key = JsonNode.Parse(Good)!.AsObject();
        (key["x"], key["y"]) = ((string?)key["y"], (string?)key["x"]);

        AssertUsed(expected: false, key.ToJsonString());
    }

    [Theory]
    [InlineData("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo", true)] // RFC 8037 appendix A.2.
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", false)]
    [InlineData("AA", false)]
    public void TryParse_Ed25519Key_IsUsedWhenItIsAPoint(string x, bool isUsed) =>
        AssertUsed(isUsed, $$"""{"kty":"OKP","crv":"Ed25519","x":"{{x}}"}""");

    // Padding changes no bit of a key.
    [Fact]
    public void TryParse_PaddedCoordinates_AreRead() => AssertUsed(expected: true, Good.Replace("\"}", "=\"}", StringComparison.Ordinal));

    [Fact]
    public void TryParse_CoordinatesThatAreNotBase64Url_AreSkipped() => AssertUsed(expected: false, Good.Replace("\"}", "!\"}", StringComparison.Ordinal));

    // A member of the wrong type counts as absent.
    [Theory]
    [InlineData("\"kid\":7")]
    [InlineData("\"alg\":7")]
    public void TryParse_MemberOfTheWrongType_CountsAsAbsent(string member) => AssertUsed(expected: true, Good[..^1] + "," + member + "}");

    [Theory]
    [InlineData("{\"jwks\":7,\"keys\":[KEY]}", true)]
    [InlineData("{\"jwks\":7}", false)]
    [InlineData("{\"jwks\":{\"jwks\":{\"keys\":[KEY]}}}", false)]
    [InlineData("{\"keys\":7,\"kty\":\"EC\"}", false)]
    public void TryParse_KeysInAnotherPlace_AreNotFound(string json, bool isFound) =>
        Assert.Equal(isFound, ForeignKeySet.TryParse(Fill(json), out _, out _));

    [Theory]
    [InlineData(15, null)]
    [InlineData(16, "LDG1117")]
    public void TryParse_DeepJson_IsNotSupportedBeyond16Levels(int arrays, string? code)
    {
        var json = Fill($$"""{"keys":[KEY],"x":{{new string('[', arrays)}}{{new string(']', arrays)}}}""");

        Assert.Equal(code is null, ForeignKeySet.TryParse(json, out _, out var refusal));
        Assert.Equal((code, code is null ? null : "jwks"), (refusal?.Fault.Code, refusal?.Place));
    }

    private static void AssertUsed(bool expected, string key)
    {
        Assert.Equal(expected, ForeignKeySet.TryParse(Encoding.UTF8.GetBytes(key), out var set, out var refusal));
        Assert.Equal(expected ? null : SealFaults.KeyUnsupported, refusal?.Fault);
        Assert.Equal(expected ? 1 : null, set?.Count);
    }

    private static byte[] Fill(string json) => Encoding.UTF8.GetBytes(
        json.Replace("KEY", Good, StringComparison.Ordinal).Replace("RSA,", PublishedRsa.Trim() + ",", StringComparison.Ordinal).Replace(",RSA]", $",{PublishedRsa.Trim()}]", StringComparison.Ordinal));
}
