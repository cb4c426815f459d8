using System.Security.Cryptography;
using Ledger.Ethereum.Encoding;
using Ledger.Ethereum.Transactions;
using Ledger.Keys;
using Ledger.Verify.Evidence;
using Ledger.Verify.Tests;
using Ledger.Verify.Trees;

namespace Ledger.Ethereum.Tests.Transactions;

public sealed class Secp256k1Tests
{
    private const string Order = "0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141";

    // Deterministic secp256k1 signatures over the SHA-256 of a text, with low s: the RFC 6979 vectors shared by the test suites of btcd,
    // trezor-crypto and bitcoinjs.
    [Theory]
    [InlineData("0x0000000000000000000000000000000000000000000000000000000000000001", "Satoshi Nakamoto",
        "0x934b1ea10a4b3c1757e2b0c017d0b6143ce3c9a7e6a4a49860d7a6ab210ee3d8", "0x2442ce9d2b916064108014783e923ec36b49743e2ffa1c4496f01a512aafd9e5")]
    [InlineData("0x0000000000000000000000000000000000000000000000000000000000000001",
        "All those moments will be lost in time, like tears in rain. Time to die...",
        "0x8600dbd41e348fe5c9465ab92d23e3db8b98b873beecd930736488696438cb6b", "0x547fe64427496db33bf66019dacbf0039c04199abb0122918601db38a72cfc21")]
    [InlineData("0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364140", "Satoshi Nakamoto",
        "0xfd567d121db66e382991534ada77a6bd3106f0a1098c231e47993447cd6af2d0", "0x6b39cd0eb1bc8603e159ef5c20a5c8ad685a45b06ce9bebed3f153d10d93bed5")]
    [InlineData("0xf8b8af8ce3c7cca5e300d33939540c10d45ce001b8f252bfbc57ba0342904181", "Alan Turing",
        "0x7063ae83e7f62bbb171798131b4a0564b956930092b33b07b395615d9ec7e15c", "0x58dfcc1e00a35e1572f366ffe34ba0fc47db1e7189759b9fb233c5b05ab388ea")]
    public void Sign_KnownKeyAndText_IsDeterministic(string privateKey, string text, string r, string s)
    {
        var key = new OperatorKey(KeyOctets.FromBytes(JsonVectors.Bytes(privateKey)));
        Assert.True(Digest.TryRead(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)), out var hash));

        var signature = key.Sign(hash);

        Assert.Equal(r, Hex.Data(signature.R.AsSpan()));
        Assert.Equal(s, Hex.Data(signature.S.AsSpan()));
    }

    [Fact]
    public void Sign_ManyHashes_RecoversToTheKeyWithLowS()
    {
        var key = new OperatorKey(KeyOctets.FromBytes(JsonVectors.Bytes("0x4646464646464646464646464646464646464646464646464646464646464646")));
        var publicKey = Secp256k1.PublicKey(key.ExportPrivateKey().AsSpan());
        var half = JsonVectors.Bytes("0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0");
        var recoveryIds = new HashSet<int>();

        for (var i = 0; i < 64; i++)
        {
            var hash = Digest.Sha256([(byte)i]);
            var (r, s, recoveryId) = key.Sign(hash);
            recoveryIds.Add(recoveryId);

            Assert.Equal(32, r.Length);
            Assert.True(s.AsSpan().SequenceCompareTo(half) <= 0);
            Assert.Equal(publicKey, ChainPublicKey.Recover(hash, r.AsSpan(), s.AsSpan(), recoveryId));
            Assert.NotEqual(publicKey, ChainPublicKey.Recover(hash, r.AsSpan(), s.AsSpan(), 1 - recoveryId));
        }

        Assert.Equal([0, 1], recoveryIds.Order());
    }

    [Theory]
    [InlineData("0x")]
    [InlineData("0x01")]
    [InlineData("0x0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData(Order)]
    [InlineData("0xffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")]
    [InlineData("0x000000000000000000000000000000000000000000000000000000000000000001")]
    public void OperatorKey_NotAPrivateKey_IsRefused(string key) => Assert.Throws<ArgumentException>(() => new OperatorKey(KeyOctets.FromBytes(JsonVectors.Bytes(key))));

    [Fact]
    public void Recover_OutOfRange_GivesNothing()
    {
        var hash = Digest.Sha256([1]);
        var one = new byte[32];
        one[31] = 1;

        Assert.Null(ChainPublicKey.Recover(hash, new byte[32], one, 0));
        Assert.Null(ChainPublicKey.Recover(hash, one, new byte[32], 0));
        Assert.Null(ChainPublicKey.Recover(hash, JsonVectors.Bytes(Order), one, 0));
        Assert.Null(ChainPublicKey.Recover(hash, one, JsonVectors.Bytes(Order), 1));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(31)]
    public void Sign_KeyWithLeadingZeroBytes_RecoversToTheKey(int zeros)
    {
        for (byte first = 1; first < 32; first++)
        {
            byte[] privateKey = [.. new byte[zeros], .. Enumerable.Range(first, 32 - zeros).Select(number => (byte)number)];
            var key = new OperatorKey(KeyOctets.FromBytes(privateKey));
            var hash = Digest.Sha256(privateKey);

            var (r, s, recoveryId) = key.Sign(hash);

            Assert.Equal(privateKey, key.ExportPrivateKey().AsSpan().ToArray());
            Assert.Equal(Secp256k1.PublicKey(privateKey), ChainPublicKey.Recover(hash, r.AsSpan(), s.AsSpan(), recoveryId));
            Assert.Equal(key.Address, ChainPublicKey.AddressOf(Secp256k1.PublicKey(privateKey)));
        }
    }

    [Theory]
    [InlineData("0x")]
    [InlineData("0x79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798")]
    [InlineData("0x00000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("0x79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b9")]
    [InlineData("0xfffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc30483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8")]
    public void IsPublicKey_NoPointOfTheCurve_IsFalse(string publicKey) => Assert.False(ChainPublicKey.IsPoint(JsonVectors.Bytes(publicKey)));

    [Fact]
    public void IsPublicKey_TheGenerator_IsTrue() => Assert.True(ChainPublicKey.IsPoint(
        JsonVectors.Bytes("0x79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8")));

    [Fact]
    public void Generate_Twice_GivesTwoUsableKeys()
    {
        var first = OperatorKey.Generate();
        var second = OperatorKey.Generate();

        Assert.NotEqual(first.Address, second.Address);
        Assert.Equal(first.Address, new OperatorKey(first.ExportPrivateKey()).Address);
        Assert.Equal(first.Address.ToString(), first.ToString());
    }
}
