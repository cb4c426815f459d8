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

    private static void AssertRefused(Fault fault, params string[] keys)
    {
        Assert.False(JwkSet.TryParse(Set(keys), out _, out var refusal));
        Assert.Equal(fault, refusal.Fault);
    }

    private static byte[] Set(params string[] keys) => Encoding.UTF8.GetBytes("{\"keys\":[" + string.Join(',', keys) + "]}");
}
