using System.Text;
using Ledger.Verify.Faults;
using Ledger.Verify.ForeignSeals;
using Ledger.Verify.Tests.Seals;

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

    [Fact]
    public void TryParse_PrivateKeyAmongThem_IsRefused()
    {
        Assert.False(ForeignKeySet.TryParse(Fill("{\"keys\":[RSA," + Good[..^1] + ",\"d\":\"AAAA\"}]}"), out _, out var refusal));

        Assert.Equal(new Refusal(SealFaults.KeyPrivate, "jwks.keys[1]"), refusal);
    }

    private static byte[] Fill(string json) => Encoding.UTF8.GetBytes(
        json.Replace("KEY", Good, StringComparison.Ordinal).Replace("RSA,", PublishedRsa.Trim() + ",", StringComparison.Ordinal).Replace(",RSA]", $",{PublishedRsa.Trim()}]", StringComparison.Ordinal));
}
