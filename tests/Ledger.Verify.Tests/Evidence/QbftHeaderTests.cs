using System.Collections.Immutable;
using Ledger.Consortium.Tests;
using Ledger.Verify.Evidence;

namespace Ledger.Verify.Tests.Evidence;

/// <summary>A header that Besu sealed, and the result of any change to it.</summary>
public sealed class QbftHeaderTests
{
    private const int ExtraDataPlace = 12;
    private const int MixHashPlace = 13;

    private static readonly System.Text.Json.JsonElement Vector = JsonVectors.Read("Evidence", "vectors", "qbft-block-1.json");
    private static readonly byte[] Header = JsonVectors.Bytes(Vector.GetProperty("header"));
    private static readonly string Hash = Vector.GetProperty("hash").GetString()!;

    [Fact]
    public void Hash_OfBesusBlock_IsTheOneTheNextBlockNames() => Assert.Equal(Hash, Read(Header).Hash.ToHex());

    [Fact]
    public void ReadSeals_OfBesusBlock_AreOfThreeOfItsFourValidators()
    {
        var seals = Read(Header).ReadSeals();

        Assert.Equal(Vector.GetProperty("validators").EnumerateArray().Select(one => one.GetString()), seals.Validators.Select(one => one.ToString()));
        Assert.Equal((3, 3, 0), (seals.Signers.Length, seals.Quorum, seals.Rejected));
        Assert.Subset(seals.Validators.ToHashSet(), seals.Signers.ToHashSet());
        Assert.True(seals.AreEnough);
        Assert.Equal(Hash, seals.BlockHash.ToHex());
    }

    [Fact]
    public void Encode_OfBesusBlock_GivesItsBytesBack()
    {
        var header = Read(Header);

        Assert.Equal(Header, header.Encode());
        Assert.Equal(Header, header.With(header.ExtraData).Encode());
        Assert.Equal(1, header.ExtraData.Round);
    }

    [Fact]
    public void HashOf_AnyThirdByteChanged_IsAnotherBlockOrIsNotSealedByEnough()
    {
        var (others, unsealed) = (0, 0);
        for (var place = 0; place < Header.Length; place += 3)
        {
            var changed = (byte[])Header.Clone();
            changed[place] ^= 1;
            if (BlockHeader.HashOf(changed).ToHex() != Hash)
            {
                others++;
                continue;
            }

            unsealed++;
            Assert.False(BlockSeals.Find(changed)!.AreEnough, $"byte {place}");
        }

        Assert.True(others > 150 && unsealed > 60, $"{others} other blocks, {unsealed} without enough seals");
    }

    [Fact]
    public void ReadSeals_OneRemoved_AreTooFew()
    {
        var changed = WithSeals(seals => seals.RemoveAt(1));

        Assert.Equal(Hash, changed.Hash.ToHex());
        Assert.Equal(2, changed.ReadSeals().Signers.Length);
        Assert.False(changed.ReadSeals().AreEnough);
    }

    [Fact]
    public void ReadSeals_OneInThePlaceOfAnother_CountsOnce()
    {
        var seals = WithSeals(seals => seals.SetItem(1, seals[0])).ReadSeals();

        Assert.Equal((2, 1, false), (seals.Signers.Length, seals.Rejected, seals.AreEnough));
    }

    [Fact]
    public void ReadSeals_OneTwice_AreNotEnough()
    {
        var seals = WithSeals(seals => seals.Add(seals[0])).ReadSeals();

        Assert.Equal((3, 1, false), (seals.Signers.Length, seals.Rejected, seals.AreEnough));
    }

    [Fact]
    public void ReadSeals_OneOfSomebodyElse_AreNotEnough()
    {
        var stranger = QbftSealer.Seal(Read(Header).SealHash, 1);

        Assert.False(WithSeals(seals => seals.SetItem(1, stranger)).ReadSeals().AreEnough);
        Assert.False(WithSeals(seals => seals.Add(stranger)).ReadSeals().AreEnough);
    }

    [Theory]
    [InlineData(64)]
    [InlineData(66)]
    [InlineData(0)]
    public void ReadSeals_OneOfAnotherLength_AreNotEnough(int length)
    {
        var seals = WithSeals(seals => seals.SetItem(0, [.. seals[0].Concat(new byte[2]).Take(length)])).ReadSeals();

        Assert.Equal((2, 1, false), (seals.Signers.Length, seals.Rejected, seals.AreEnough));
    }

    [Fact]
    public void ReadSeals_MoreThanValidators_AreAllRejectedUnread()
    {
        var seals = WithSeals(seals => [.. seals, .. seals]).ReadSeals();

        Assert.Equal((0, 6, false), (seals.Signers.Length, seals.Rejected, seals.AreEnough));
    }

    [Fact]
    public void ReadSeals_OfAnotherRound_AreNotEnough()
    {
        var header = Read(Header);
        var changed = header.With(header.ExtraData with { Round = 2 });

        Assert.Equal(Hash, changed.Hash.ToHex());
        Assert.Empty(changed.ReadSeals().Signers);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 3)]
    [InlineData(4, 3)]
    [InlineData(5, 4)]
    [InlineData(6, 5)]
    [InlineData(7, 5)]
    [InlineData(9, 7)]
    [InlineData(10, 7)]
    [InlineData(0, 1)]
    public void QuorumOf_Validators_IsMoreThanTwoThirdsAndNoLessThanBesus(int validators, int quorum)
    {
        Assert.Equal(quorum, BlockSeals.QuorumOf(validators));
        Assert.True(3 * quorum > 2 * validators && quorum >= Math.Ceiling(2.0 * validators / 3));
    }

    [Fact]
    public void QuorumOf_ANegativeNumber_IsABug() => Assert.Throws<ArgumentOutOfRangeException>(() => BlockSeals.QuorumOf(-1));

    /// <summary>One good seal among many empty ones: it is counted as long as the seals are read.</summary>
    [Theory]
    [InlineData(1000, 1)]
    [InlineData(1001, 0)]
    public void ReadSeals_MoreThanAnyChainHas_AreAllRejectedUnread(int number, int signers)
    {
        var header = Read(Header);
        var many = header.With(header.ExtraData with
        {
            Validators = [QbftSealer.AddressOf(1), .. Enumerable.Range(1, number - 1).Select(TestAccounts.Address)],
        });
        var good = QbftSealer.Seal(many.With(many.ExtraData with { Seals = [] }).SealHash, 1);

        var seals = many.With(many.ExtraData with { Seals = [good, .. Enumerable.Repeat<ImmutableArray<byte>>([], number - 1)] }).ReadSeals();

        Assert.Equal((signers, number - signers), (seals.Signers.Length, seals.Rejected));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(256)]
    [InlineData(int.MaxValue)]
    public void TryRead_AnyRound_IsReadBack(int round)
    {
        var header = Read(Header);

        Assert.Equal(round, Read(header.With(header.ExtraData with { Round = round }).Encode()).ExtraData.Round);
    }

    /// <summary>A seal whose recovery id is neither 0 nor 1.</summary>
    [Fact]
    public void ReadSeals_OneWithAnotherRecoveryId_AreNotEnough()
    {
        var seals = WithSeals(seals => seals.SetItem(0, seals[0].SetItem(64, 2))).ReadSeals();

        Assert.Equal((2, 1, false), (seals.Signers.Length, seals.Rejected, seals.AreEnough));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(6)]
    [InlineData(7)]
    public void ReadSeals_ByAnyNumberOfValidators_AreEnoughFromTheQuorumOn(int validators)
    {
        var keys = Enumerable.Range(1, validators).ToArray();
        var header = QbftSealer.Rewrite(Read(Header), keys, round: 3);
        for (var sealing = 0; sealing <= validators; sealing++)
        {
            var seals = QbftSealer.Seal(header, keys[..sealing]).ReadSeals();

            Assert.Equal((sealing, 0), (seals.Signers.Length, seals.Rejected));
            Assert.Equal(3 * sealing > 2 * validators, seals.AreEnough);
            Assert.Equal(header.Hash, seals.BlockHash);
        }
    }

    [Fact]
    public void ReadSeals_WhereAContractNamesTheValidators_AreNeverEnough()
    {
        var seals = QbftSealer.Seal(QbftSealer.Rewrite(Read(Header), [], round: 0), [1, 2, 3]).ReadSeals();

        Assert.Equal((0, 3, false), (seals.Signers.Length, seals.Rejected, seals.AreEnough));
    }

    [Fact]
    public void TryRead_AnotherMixHash_IsNoQbftBlock() => AssertNotQbft(MixHashPlace, RlpItem.FromBytes(new byte[32]));

    [Theory]
    [InlineData("0x")]
    [InlineData("0x01")]
    [InlineData("0xc0")]
    [InlineData("0xf83aa00000000000000000000000000000000000000000000000000000000000000000d5940f166ab0a0cbd2a77d2bc83c2cf98d1dc7a1bc03c080c1")] // cut off
    [InlineData("0xf83ea00000000000000000000000000000000000000000000000000000000000000000d5940f166ab0a0cbd2a77d2bc83c2cf98d1dc7a1bc03c08400000000c0")] // IBFT 2.0: a round of four bytes
    [InlineData("0xf83aa00000000000000000000000000000000000000000000000000000000000000000d5940f166ab0a0cbd2a77d2bc83c2cf98d1dc7a1bc03c000c0")] // a round with a zero before it
    [InlineData("0xf83ea00000000000000000000000000000000000000000000000000000000000000000d5940f166ab0a0cbd2a77d2bc83c2cf98d1dc7a1bc03c084ffffffffc0")] // a round above 2^31 - 1
    [InlineData("0xf83ba00000000000000000000000000000000000000000000000000000000000000000d5940f166ab0a0cbd2a77d2bc83c2cf98d1dc7a1bc03c080c080")] // a sixth item
    [InlineData("0xf839a00000000000000000000000000000000000000000000000000000000000000000d4930f166ab0a0cbd2a77d2bc83c2cf98d1dc7a1bcc080c0")] // a validator of 19 bytes
    [InlineData("0xf83ba00000000000000000000000000000000000000000000000000000000000000000d5940f166ab0a0cbd2a77d2bc83c2cf98d1dc7a1bc03c080c1c0")] // a seal that is a list
    [InlineData("0xf83fa00000000000000000000000000000000000000000000000000000000000000000d5940f166ab0a0cbd2a77d2bc83c2cf98d1dc7a1bc03c0850100000000c0")] // a round of five bytes
    [InlineData("0xf84fa00000000000000000000000000000000000000000000000000000000000000000ea940f166ab0a0cbd2a77d2bc83c2cf98d1dc7a1bc03940f166ab0a0cbd2a77d2bc83c2cf98d1dc7a1bc03c080c0")] // one twice
    public void TryRead_ExtraDataOfAnotherForm_IsNoQbftBlock(string extraData) => AssertNotQbft(ExtraDataPlace, RlpItem.FromBytes(JsonVectors.Bytes(extraData)));

    [Fact]
    public void TryRead_NoHeader_IsNoQbftBlock()
    {
        Assert.False(QbftHeader.TryRead([], out _));
        Assert.False(QbftHeader.TryRead([0xc0], out _));
        Assert.False(QbftHeader.TryRead(Header.AsSpan(0, 100), out _));
        Assert.Null(BlockSeals.Find([0x01]));
    }

    /// <summary>A header that is not a QBFT header is hashed as on any chain.</summary>
    private static void AssertNotQbft(int place, RlpItem item)
    {
        var changed = Rlp.Encode(new RlpList(((RlpList)Rlp.Decode(Header)).Items.SetItem(place, item)));

        Assert.False(QbftHeader.TryRead(changed, out _));
        Assert.Null(BlockSeals.Find(changed));
        Assert.Equal(Keccak.Hash(changed), BlockHeader.HashOf(changed));
    }

    private static QbftHeader Read(ReadOnlySpan<byte> header) => QbftHeader.TryRead(header, out var read) ? read : throw new FormatException();

    private static QbftHeader WithSeals(Func<ImmutableArray<ImmutableArray<byte>>, ImmutableArray<ImmutableArray<byte>>> change)
    {
        var header = Read(Header);
        return header.With(header.ExtraData with { Seals = change(header.ExtraData.Seals) });
    }
}
