using Ledger.Consortium.Tests;
using Ledger.Verify.Evidence;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Tests.Evidence;

public sealed class ChainPublicKeyTests
{
    private const string Order = "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141";
    private const string One = "0000000000000000000000000000000000000000000000000000000000000001";
    private const string Half = "8000000000000000000000000000000000000000000000000000000000000000";

    [Theory]
    [InlineData(TestAccounts.KeyOfOne, true)]
    [InlineData(TestAccounts.KeyOfTwo, true)]
    [InlineData("79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b9", false)] // y + 1
    [InlineData("fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc30" + "483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8", false)] // x too large
    [InlineData("", false)]
    [InlineData("79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798", false)] // x only
    [InlineData(TestAccounts.KeyOfOne + "00", false)]
    public void IsPoint_Bytes_IsTrueForPointsOfTheCurve(string key, bool expected) => Assert.Equal(expected, ChainPublicKey.IsPoint(Convert.FromHexString(key)));

    [Theory]
    [InlineData(TestAccounts.KeyOfOne, TestAccounts.AddressOfOne)]
    [InlineData(TestAccounts.KeyOfTwo, TestAccounts.AddressOfTwo)]
    public void AddressOf_KnownKey_IsItsAddress(string key, string address) =>
        Assert.Equal(address, ChainPublicKey.AddressOf(Convert.FromHexString(key)).ToString());

    // Both parities of the point occur among these signatures.
    [Fact]
    public void Recover_SignaturesOfManyKeys_GiveTheKeyForTheirRecoveryIdOnly()
    {
        var found = new HashSet<int>();
        for (var key = 1; key <= 16; key++)
        {
            var hash = Digest.Sha256([(byte)key]);
            var seal = QbftSealer.Seal(hash, key);
            var (r, s, recoveryId) = (seal[..32], seal[32..64], seal[64]);
            found.Add(recoveryId);

            Assert.Equal(QbftSealer.PublicKeyOf(key), ChainPublicKey.Recover(hash, r.AsSpan(), s.AsSpan(), recoveryId));
            Assert.NotEqual(QbftSealer.PublicKeyOf(key), ChainPublicKey.Recover(hash, r.AsSpan(), s.AsSpan(), 1 - recoveryId));
            Assert.NotEqual(QbftSealer.PublicKeyOf(key), ChainPublicKey.Recover(Digest.Sha256([0]), r.AsSpan(), s.AsSpan(), recoveryId));
            Assert.Null(ChainPublicKey.Recover(hash, r.AsSpan(), s.AsSpan(), 2));
            Assert.Null(ChainPublicKey.Recover(hash, r.AsSpan(), s.AsSpan(), -1));
        }

        Assert.Equal([0, 1], found.Order());
    }

    [Theory]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000", One)]
    [InlineData(One, "0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData(Order, One)]
    [InlineData(One, Order)]
    [InlineData("01", One)]
    [InlineData(One, "01")]
    [InlineData("00" + One, One)]
    [InlineData(One, "00" + One)]
    [InlineData("", One)]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000005", One)] // no point has this x
    public void Recover_NumberOutOfRange_GivesNothing(string r, string s) =>
        Assert.Null(ChainPublicKey.Recover(Digest.Sha256([1]), Convert.FromHexString(r), Convert.FromHexString(s), 0));

    [Theory]
    [InlineData(One, "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364140")] // n − 1
    [InlineData(One, Half)]
    public void Recover_LargestNumbers_GiveAKey(string r, string s) =>
        Assert.True(ChainPublicKey.IsPoint(ChainPublicKey.Recover(Digest.Sha256([1]), Convert.FromHexString(r), Convert.FromHexString(s), 0)));

    /// <summary>With R = G, s = 1 and the hash 1, the key is (1·G − 1·G)/r: the point at infinity, which is not a key.</summary>
    [Fact]
    public void Recover_PointAtInfinity_GivesNothing()
    {
        Assert.True(Digest.TryParseHex("0x" + One, out var hash));

        Assert.Null(ChainPublicKey.Recover(hash, Convert.FromHexString(TestAccounts.KeyOfOne[..64]), Convert.FromHexString(One), 0));
    }
}
