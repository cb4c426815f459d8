using System.Text;
using Ledger.Verify.Faults;
using Ledger.Verify.Seals;

namespace Ledger.Verify.Tests.Seals;

/// <summary>Pinned keys: keys for another use are skipped (RFC 7517 section 5), a faulty key is refused.</summary>
public sealed class JwkSetTests
{
    private static readonly string Good = TestSeals.Issuer.PublicKey.ToJson();
    private static readonly string Other = TestSeals.Holder.PublicKey.ToJson();

    [Theory]
    [InlineData("\"use\":\"enc\"")]
    [InlineData("\"key_ops\":[\"deriveKey\"]")]
    [InlineData("\"key_ops\":7")]
    [InlineData("\"alg\":\"ECDH-ES\"")]
    public void TryParse_KeyForAnotherUse_IsSkipped(string member)
    {
        Assert.True(JwkSet.TryParse(Set(Good, Other[..^1] + "," + member + "}"), out var set, out var refusal), refusal?.ToString());

        Assert.Equal(TestSeals.Issuer.PublicKey, Assert.Single(set.Keys));
    }

    [Theory]
    [InlineData("{\"kty\":\"oct\",\"k\":\"AAAA\"}")]
    [InlineData("{\"kty\":\"RSA\",\"n\":\"AQAB\",\"e\":\"AQAB\"}")]
    [InlineData("{\"kty\":\"EC\",\"crv\":\"P-384\",\"x\":\"AA\",\"y\":\"AA\"}")]
    public void TryParse_KeyOfAnotherKind_IsSkipped(string key)
    {
        Assert.True(JwkSet.TryParse(Set(key, Good), out var set, out _));

        Assert.Equal(TestSeals.Issuer.PublicKey, Assert.Single(set.Keys));
    }

    [Theory]
    [InlineData("\"use\":\"sig\"")]
    [InlineData("\"key_ops\":[\"verify\"]")]
    public void TryParse_KeyForVerifying_IsKept(string member)
    {
        Assert.True(JwkSet.TryParse(Set(Good[..^1] + "," + member + "}"), out var set, out _));

        Assert.Single(set.Keys);
    }

    [Fact]
    public void TryParse_OneKeyAlone_IsASetOfOne()
    {
        Assert.True(JwkSet.TryParse(Encoding.UTF8.GetBytes(Good), out var set, out _));

        Assert.Equal(TestSeals.Issuer.PublicKey, Assert.Single(set.Keys));
    }

    [Fact]
    public void TryParse_FaultyKey_IsRefused()
    {
        AssertRefused(SealFaults.KeyRepeated, Good, Good);
        AssertRefused(SealFaults.KeyPrivate, Good, Other[..^1] + ",\"d\":\"AAAA\"}");
        AssertRefused(SealFaults.KeyMalformed, Good, "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"AA\"}");
    }

    [Theory]
    [InlineData("KEY", 1)]
    [InlineData("{\"keys\":[KEY]}", 1)]
    [InlineData("{\"keys\":[KEY,OTHER]}", 2)]
    [InlineData("{\"keys\":[]}", 0)]
    [InlineData("{\"jwks\":{\"keys\":[KEY]},\"issuer\":\"https://a.example\"}", 1)]
    [InlineData("{\"jwks\":KEY}", 1)]
    [InlineData("{\"kty\":\"EC\",\"keys\":[KEY]}", 1)]
    public void TryParse_KeysInTheirPlaces_AreCounted(string json, int count)
    {
        Assert.True(JwkSet.TryParse(Fill(json), out var set, out var refusal), refusal?.ToString());

        Assert.Equal(count, set.Keys.Length);
    }

    [Theory]
    [InlineData("<html>", "LDG1105", "jwks")]
    [InlineData("[KEY]", "LDG1183", "jwks")]
    [InlineData("7", "LDG1183", "jwks")]
    [InlineData("{}", "LDG1183", "jwks")]
    [InlineData("{\"keys\":7}", "LDG1183", "jwks")]
    [InlineData("{\"keys\":{}}", "LDG1183", "jwks")]
    [InlineData("{\"jwks\":7}", "LDG1183", "jwks")]
    [InlineData("{\"jwks\":7,\"keys\":[KEY]}", "LDG1183", "jwks")]
    [InlineData("{\"kty\":7}", "LDG1180", "jwk")]
    [InlineData("{\"kty\":\"RSA\"}", "LDG1181", "jwk")]
    [InlineData("{\"keys\":[KEY,7]}", "LDG1180", "jwks.keys[1]")]
    [InlineData("{\"keys\":[KEY,OTHER,KEY]}", "LDG1184", "jwks.keys[2]")]
    public void TryParse_NoKeys_IsRefusedAtItsPlace(string json, string code, string place)
    {
        Assert.False(JwkSet.TryParse(Fill(json), out var set, out var refusal));

        Assert.Null(set);
        Assert.Equal((code, place), (refusal.Fault.Code, refusal.Place));
    }

    [Fact]
    public void TryParse_DeepMember_IsReadTo8Levels()
    {
        Assert.True(JwkSet.TryParse(Fill("{\"keys\":[KEY],\"a\":[[[[[[[]]]]]]]}"), out _, out _));
        Assert.False(JwkSet.TryParse(Fill("{\"keys\":[KEY],\"a\":[[[[[[[[]]]]]]]]}"), out _, out var refusal));
        Assert.Equal(SealFaults.TooDeep, refusal.Fault);
    }

    [Fact]
    public void Find_ByThumbprintOrByKeyId_IsTheOneKeyOfThatName()
    {
        var (named, other) = (Good[..^1] + ",\"kid\":\"a\"}", Other[..^1] + ",\"kid\":\"b\"}");
        Assert.True(JwkSet.TryParse(Set(named, other), out var set, out _));

        Assert.Equal(TestSeals.Issuer.PublicKey, set.Find(TestSeals.Issuer.PublicKey.Thumbprint));
        Assert.Equal(TestSeals.Holder.PublicKey, set.Find(TestSeals.Holder.PublicKey.ThumbprintText));
        Assert.Equal((TestSeals.Issuer.PublicKey, TestSeals.Holder.PublicKey), (set.Find("a"), set.Find("b")));
        Assert.Null(set.Find("c"));
        Assert.Null(set.Find(Ed25519Signer.Generate().PublicKey.Thumbprint));
    }

    // A name that two keys have says nothing, but a thumbprint is never ambiguous.
    [Fact]
    public void Find_KeyIdOfTwoKeys_IsNone()
    {
        Assert.True(JwkSet.TryParse(Set(Good[..^1] + ",\"kid\":\"a\"}", Other[..^1] + ",\"kid\":\"a\"}"), out var set, out _));

        Assert.Null(set.Find("a"));
        Assert.Equal(TestSeals.Holder.PublicKey, set.Find(TestSeals.Holder.PublicKey.ThumbprintText));
    }

    [Fact]
    public void ToUtf8Json_OfASet_IsReadBackInItsOrder()
    {
        var set = new JwkSet([TestSeals.Holder.PublicKey, Ed25519Signer.Generate().PublicKey, TestSeals.Issuer.PublicKey]);

        Assert.True(JwkSet.TryParse(set.ToUtf8Json(), out var read, out var refusal), refusal?.ToString());

        Assert.Equal(set.Keys, read.Keys);
    }

    [Fact]
    public void JwkSet_OfAKeyTwice_Throws() => Assert.Throws<ArgumentException>(() => new JwkSet([TestSeals.Issuer.PublicKey, TestSeals.Issuer.PublicKey]));

    private static byte[] Fill(string json) =>
        Encoding.UTF8.GetBytes(json.Replace("KEY", Good, StringComparison.Ordinal).Replace("OTHER", Other, StringComparison.Ordinal));

    private static void AssertRefused(Fault fault, params string[] keys)
    {
        Assert.False(JwkSet.TryParse(Set(keys), out _, out var refusal));
        Assert.Equal(fault, refusal.Fault);
    }

    private static byte[] Set(params string[] keys) => Encoding.UTF8.GetBytes("{\"keys\":[" + string.Join(',', keys) + "]}");
}
