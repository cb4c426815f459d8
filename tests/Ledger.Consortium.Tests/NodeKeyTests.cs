using Ledger.Ethereum.Encoding;
using Ledger.Ethereum.Transactions;

namespace Ledger.Consortium.Tests;

public sealed class NodeKeyTests
{
    [Theory]
    [InlineData(TestAccounts.KeyOfOne, TestAccounts.AddressOfOne)]
    [InlineData("0x" + TestAccounts.KeyOfOne, TestAccounts.AddressOfOne)]
    [InlineData(TestAccounts.KeyOfTwo, TestAccounts.AddressOfTwo)]
    public void TryParse_PointOfTheCurve_HasItsAddress(string text, string address)
    {
        Assert.True(NodePublicKey.TryParse(text, out var key));

        Assert.Equal(address, key.Address.ToString());
        Assert.Equal(text[^128..], key.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0x")]
    [InlineData("79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798")] // x alone
    [InlineData("04" + TestAccounts.KeyOfOne)] // with the prefix of SEC 1
    [InlineData("79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b9")] // y plus one
    [InlineData("ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8")] // x above the field
    [InlineData("79BE667EF9DCBBAC55A06295CE870B07029BFCDB2DCE28D959F2815B16F81798483ADA7726A3C4655DA4FBFC0E1108A8FD17B448A68554199C47D08FFB10D4B8")]
    [InlineData("zzbe667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8")]
    public void TryParse_AnythingElse_IsRefused(string? text) => Assert.False(NodePublicKey.TryParse(text, out _));

    [Theory]
    [InlineData("enode://" + TestAccounts.KeyOfOne + "@10.90.1.11:30303")]
    [InlineData("enode://" + TestAccounts.KeyOfOne + "@validator-1-0.validator-1.ledger-chain.svc.cluster.local:1")]
    public void Enode_ItsOwnForm_IsReadBack(string text)
    {
        Assert.True(Enode.TryParse(text, out var enode));

        Assert.Equal(text, enode?.ToString());
        Assert.Equal(TestAccounts.AddressOfOne, enode?.Key.Address.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("http://" + TestAccounts.KeyOfOne + "@10.90.1.11:30303")]
    [InlineData("enode://" + TestAccounts.KeyOfOne + "@10.90.1.11")]
    [InlineData("enode://" + TestAccounts.KeyOfOne + "@10.90.1.11:0")]
    [InlineData("enode://" + TestAccounts.KeyOfOne + "@10.90.1.11:65536")]
    [InlineData("enode://" + TestAccounts.KeyOfOne + "@10.90.1.11:030303")]
    [InlineData("enode://" + TestAccounts.KeyOfOne + "@10.90.1.11:30303?discport=0")]
    [InlineData("enode://" + TestAccounts.KeyOfOne + "@10.90.1.311:30303")] // neither an address nor a name
    [InlineData("enode://" + TestAccounts.KeyOfOne + "@10.90.1:30303")]
    [InlineData("enode://" + TestAccounts.KeyOfOne + "@Host:30303")]
    [InlineData("enode://" + TestAccounts.KeyOfOne + "@-host:30303")]
    [InlineData("enode://" + TestAccounts.KeyOfOne + "@:30303")]
    [InlineData("enode://0x" + TestAccounts.KeyOfOne + "@10.90.1.11:30303")]
    [InlineData("enode://1234@10.90.1.11:30303")]
    public void Enode_AnythingElse_IsRefused(string? text)
    {
        Assert.False(Enode.TryParse(text, out var enode));
        Assert.Null(enode);
    }

    [Fact]
    public void Create_NewFolder_WritesAPairThatBelongsTogetherAndOnlyTheOwnerReads()
    {
        var folder = Path.Combine(Directory.CreateTempSubdirectory("ledger-node-key-").FullName, "validator-1");

        var key = NodeKey.Create(folder);

        var written = Path.Combine(folder, NodeKey.PrivateName);
        Assert.True(Hex.TryData(File.ReadAllText(written), out var privateKey));
        Assert.Equal(key.ToString(), Convert.ToHexStringLower(Secp256k1.PublicKey(privateKey)));
        Assert.Equal($"0x{key}\n", File.ReadAllText(Path.Combine(folder, NodeKey.PublicName)));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(written));
        }
    }

    [Fact]
    public void Create_KeyThere_LeavesItAlone()
    {
        var folder = Directory.CreateTempSubdirectory("ledger-node-key-").FullName;
        NodeKey.Create(folder);
        var before = File.ReadAllText(Path.Combine(folder, NodeKey.PrivateName));

        Assert.Throws<IOException>(() => NodeKey.Create(folder));

        Assert.Equal(before, File.ReadAllText(Path.Combine(folder, NodeKey.PrivateName)));
    }
}
