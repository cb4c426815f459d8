using System.Text.Json.Nodes;
using Ledger.Verify.Chain;
using Ledger.Verify.Evidence;
using Ledger.Verify.Faults;

namespace Ledger.Verify.Tests.Evidence;

/// <summary>Compared with a genesis file for which Besu itself wrote block 0.</summary>
public sealed class GenesisBlockTests
{
    private const string EmptyRoot = "0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421";
    private const int NoncePlace = 14;
    private const int BaseFeePlace = 15;

    private static readonly System.Text.Json.JsonElement Vector = JsonVectors.Read("Evidence", "vectors", "besu-genesis.json");

    [Fact]
    public void Read_BesusFile_GivesTheHashInBesusDatabase()
    {
        var block = Read(Published());

        Assert.Equal(Vector.GetProperty("stateRoot").GetString(), block.StateRoot.ToHex());
        Assert.Equal(Vector.GetProperty("hash").GetString(), block.Hash.ToHex());
        Assert.Equal(15, FieldsOf(block).Length);
        Assert.Equal(Vector.GetProperty("validators").EnumerateArray().Select(one => one.GetString()), block.Validators.Select(one => one.ToString()));
    }

    [Fact]
    public void Read_BesusFile_IsTheParentOfBesusBlockOne() => Assert.Equal(
        JsonVectors.Read("Evidence", "vectors", "qbft-block-1.json").GetProperty("parentHash").GetString(), Read(Published()).Hash.ToHex());

    [Fact]
    public void Read_BesusFileAsHeader_IsAQbftHeaderOfTheSameHashWithoutSeals()
    {
        var block = Read(Published());

        Assert.Equal(block.Hash, BlockHeader.HashOf(block.Header.AsSpan()));
        Assert.False(BlockSeals.Find(block.Header.AsSpan())!.AreEnough);
    }

    /// <summary>The seals of a later block are left out of its hash. Block 0 has none, and its hash leaves nothing out.</summary>
    [Fact]
    public void HashOf_Block0WithARound_IsTheHashOfItsWholeHeader()
    {
        var genesis = Published();
        Assert.True(QbftExtraData.TryRead(JsonVectors.Bytes(genesis["extraData"]!.GetValue<string>()), out var extraData));
        genesis["extraData"] = JsonVectors.Hex((extraData with { Round = 1 }).Encode());

        var block = Read(genesis);

        Assert.Equal(Keccak.Hash(block.Header.AsSpan()), block.Hash);
        Assert.Equal(block.Hash, BlockHeader.HashOf(block.Header.AsSpan()));
        Assert.Equal(block.Hash, BlockSeals.Find(block.Header.AsSpan())!.BlockHash);
    }

    [Fact]
    public void Validators_OfAnotherKindOfChain_AreNone()
    {
        var genesis = Published();
        genesis["mixHash"] = "0x0000000000000000000000000000000000000000000000000000000000000000";

        Assert.Empty(Read(genesis).Validators);
    }

    [Fact]
    public void Read_NonceOfEightBytes_IsInTheHeaderAsItIs()
    {
        var genesis = Published();
        genesis["nonce"] = "0x8000000000000102";

        Assert.Equal("0x8000000000000102", JsonVectors.Hex(FieldsOf(Read(genesis))[NoncePlace].AsSpan()));
    }

    /// <summary>Yellow Paper section 4.1: nonce, balance, the root of an empty trie, the hash of no code.</summary>
    [Theory]
    [InlineData("{\"nonce\":\"0x102\"}", "0x820102", "0x80")]
    [InlineData("{\"balance\":\"258\"}", "0x80", "0x820102")]
    [InlineData("{\"balance\":\"0x102\",\"nonce\":\"0x7\"}", "0x07", "0x820102")]
    public void Read_AnAccount_IsInTheStateWithItsNonceAndBalance(string json, string nonce, string balance)
    {
        var genesis = Published();
        genesis["alloc"] = new JsonObject { ["f17f52151ebef6c7334fad080c5704d77216b732"] = JsonNode.Parse(json) };
        var account = RlpItem.List(
            Rlp.Decode(JsonVectors.Bytes(nonce)), Rlp.Decode(JsonVectors.Bytes(balance)), RlpItem.FromBytes(JsonVectors.Bytes(EmptyRoot)),
            RlpItem.FromBytes(Keccak.OfText("").ToArray()));
        var path = TrieNodes.PathOf(Convert.FromHexString("f17f52151ebef6c7334fad080c5704d77216b732"));

        Assert.Equal(TrieNodes.HashOf(TrieNodes.Leaf(path, Rlp.Encode(account))), Read(genesis).StateRoot);
    }

    // The consortium example in node-config, with the validators of its plan.
    [Theory]
    [InlineData("chainId", "7")]
    [InlineData("zeroBaseFee", "false")]
    [InlineData("shanghaiTime", "1492009147")] // one second after block 0, so it does not apply to block 0
    [InlineData("londonBlock", "1")]
    public void Read_WhatIsNotOfBlock0_DoesNotChangeTheHash(string name, string value)
    {
        var genesis = Published();
        genesis["config"]![name] = JsonNode.Parse(value);

        Assert.Equal(Vector.GetProperty("hash").GetString(), Read(genesis).Hash.ToHex());
    }

    [Fact]
    public void Read_NamesInAnotherCaseAndNumbersWithZeros_AreTheSame()
    {
        var genesis = Published();
        genesis["NONCE"] = "0x0000000000000000";
        genesis.Remove("nonce");
        genesis["gaslimit"] = "0x001fffffffffffff";
        genesis.Remove("gasLimit");
        genesis["number"] = "0x0";
        var alloc = genesis["alloc"]!.AsObject();
        var first = alloc.First();
        alloc.Remove(first.Key);
        alloc["0x" + first.Key.ToUpperInvariant()] = new JsonObject { ["balance"] = "200000000000000000000", ["nonce"] = "0x0", ["privateKey"] = "a note", ["comment"] = "a note" };

        Assert.Equal(Vector.GetProperty("hash").GetString(), Read(genesis).Hash.ToHex());
    }

    [Fact]
    public void Read_LondonFromTheFirstBlockOn_HasTheFeeOfTheFileOrOneGwei()
    {
        var genesis = Published();
        genesis["config"]!["londonBlock"] = 0;
        var usual = Read(genesis);
        genesis["baseFeePerGas"] = "0x3b9aca00";
        var named = Read(genesis);
        genesis["baseFeePerGas"] = "0x7";
        var other = Read(genesis);
        genesis["config"]!["zeroBaseFee"] = false;

        Assert.Equal(usual.Hash, named.Hash);
        Assert.Equal("0x07", JsonVectors.Hex(FieldsOf(other)[BaseFeePlace].AsSpan()));
        Assert.Equal(other.Hash, Read(genesis).Hash);
        Assert.NotEqual(usual.Hash, other.Hash);
    }

    [Theory]
    [InlineData("excessBlobGas", "\"0x0\"", "excessBlobGas")]
    [InlineData("parentHash", "\"0x1111111111111111111111111111111111111111111111111111111111111111\"", "parentHash")]
    [InlineData("number", "\"0x1\"", "number")]
    [InlineData("baseFeePerGas", "\"0x7\"", "baseFeePerGas")]
    [InlineData("config", "{\"londonBlock\":0,\"shanghaiTime\":0}", "config.shanghaiTime")]
    [InlineData("config", "{\"futureTime\":1492009146}", "config.futureTime")]
    [InlineData("alloc", "{\"f17f52151ebef6c7334fad080c5704d77216b732\":{\"balance\":\"1\",\"code\":\"0x00\"}}", "alloc.f17f52151ebef6c7334fad080c5704d77216b732.code")]
    [InlineData("alloc", "{\"f17f52151ebef6c7334fad080c5704d77216b732\":{\"storage\":{}}}", "alloc.f17f52151ebef6c7334fad080c5704d77216b732.storage")]
    [InlineData("alloc", "{\"f17f52151ebef6c7334fad080c5704d77216b732\":{\"balance\":\"0\"}}", "alloc.f17f52151ebef6c7334fad080c5704d77216b732")]
    public void Read_UnsupportedMember_IsRefusedAsUnsupportedWithItsPlace(string name, string json, string place)
    {
        var genesis = Published();
        genesis[name] = JsonNode.Parse(json);

        var refusal = Assert.Throws<FaultException>(() => Read(genesis));

        Assert.Equal(RunFaults.GenesisUnsupported, refusal.Fault);
        Assert.Contains(place, refusal.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonce", "\"0x10000000000000000\"")]
    [InlineData("nonce", "\"1\"")]
    [InlineData("nonce", "0")]
    [InlineData("gasLimit", "\"0xzz\"")]
    [InlineData("gasLimit", "\"0x\"")]
    [InlineData("timestamp", "\"-0x1\"")]
    [InlineData("mixHash", "\"0x63\"")]
    [InlineData("coinbase", "\"0x00\"")]
    [InlineData("extraData", "\"0xf\"")]
    [InlineData("extraData", "\"0xzz\"")]
    [InlineData("alloc", "[]")]
    [InlineData("alloc", "{\"f17f\":{\"balance\":\"1\"}}")]
    [InlineData("alloc", "{\"f17f52151ebef6c7334fad080c5704d77216b732\":{\"balance\":\"-1\"}}")]
    [InlineData("alloc", "{\"f17f52151ebef6c7334fad080c5704d77216b732\":{\"balance\":\"0x10000000000000000000000000000000000000000000000000000000000000000\"}}")]
    [InlineData("alloc", "{\"f17f52151ebef6c7334fad080c5704d77216b732\":1}")]
    [InlineData("alloc", "{\"f17f52151ebef6c7334fad080c5704d77216b732\":{\"balance\":\"1\"},\"0xf17f52151ebef6c7334fad080c5704d77216b732\":{\"balance\":\"1\"}}")]
    [InlineData("config", "{\"londonBlock\":\"0\"}")]
    [InlineData("config", "{\"londonBlock\":0.5}")]
    [InlineData("config", "{\"londonBlock\":0,\"LONDONBLOCK\":1}")]
    [InlineData("config", "null")]
    public void Read_MemberInWrongForm_IsRefusedWithItsPlace(string name, string json)
    {
        var genesis = Published();
        genesis[name] = JsonNode.Parse(json);

        var refusal = Assert.Throws<FaultException>(() => Read(genesis));

        Assert.Equal(RunFaults.GenesisUnusable, refusal.Fault);
        Assert.Contains(name, refusal.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("config")]
    [InlineData("nonce")]
    [InlineData("timestamp")]
    [InlineData("gasLimit")]
    [InlineData("difficulty")]
    [InlineData("mixHash")]
    [InlineData("coinbase")]
    [InlineData("alloc")]
    [InlineData("extraData")]
    public void Read_MemberMissing_IsRefusedWithItsName(string name)
    {
        var genesis = Published();
        genesis.Remove(name);

        var refusal = Assert.Throws<FaultException>(() => Read(genesis));

        Assert.Equal(RunFaults.GenesisUnusable, refusal.Fault);
        Assert.Contains($"{name}: missing", refusal.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    public void Read_NoGenesisFile_IsRefused(string text) =>
        Assert.Equal(RunFaults.GenesisUnusable, Assert.Throws<FaultException>(() => GenesisBlock.Read(System.Text.Encoding.UTF8.GetBytes(text))).Fault);

    private static JsonObject Published()
    {
        var genesis = JsonNode.Parse(Vector.GetProperty("genesis").GetRawText())!.AsObject();
        genesis["extraData"] = JsonVectors.Hex(QbftExtraData.Encode(Vector.GetProperty("validators").EnumerateArray().Select(one => Parse(one.GetString()!))));
        return genesis;
    }

    private static GenesisBlock Read(JsonObject genesis) => GenesisBlock.Read(System.Text.Encoding.UTF8.GetBytes(genesis.ToJsonString()));

    private static System.Collections.Immutable.ImmutableArray<byte>[] FieldsOf(GenesisBlock block) =>
        [.. ((RlpList)Rlp.Decode(block.Header.AsSpan())).Items.Select(item => ((RlpBytes)item).Bytes)];

    private static ChainAddress Parse(string text) => ChainAddress.TryParse(text, out var address) ? address : throw new FormatException(text);
}
