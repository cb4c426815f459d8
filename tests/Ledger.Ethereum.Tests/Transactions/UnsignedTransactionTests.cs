using System.Numerics;
using Ledger.Anchoring;
using Ledger.Ethereum.Encoding;
using Ledger.Ethereum.Transactions;
using Ledger.Keys;
using Ledger.Verify.Chain;
using Ledger.Verify.Evidence;
using Ledger.Verify.Tests;

namespace Ledger.Ethereum.Tests.Transactions;

public sealed class UnsignedTransactionTests
{
    private static readonly OperatorKey Key = new(KeyOctets.FromBytes(JsonVectors.Bytes("0x4646464646464646464646464646464646464646464646464646464646464646")));

    [Fact]
    public void Sign_ExampleOfEip155_Matches()
    {
        Assert.True(ChainAddress.TryParse("0x3535353535353535353535353535353535353535", out var to));
        var transaction = new UnsignedTransaction(1, 9, to, [], 21_000, new LegacyFees(20_000_000_000)) { Value = BigInteger.Pow(10, 18) };

        var signed = transaction.Sign(Key);

        Assert.Equal("0x9d8a62f656a8d1615c1294fd71e9cfb3e4855a4f", Key.Address.ToString());
        Assert.Equal(
            "0xf86c098504a817c800825208943535353535353535353535353535353535353535880de0b6b3a76400008025a028ef61340bd939bc2195fe537567866003e1a15d"
            + "3c71ff63e1590620aa636276a067cbe9d8997f761aecb703304b3800ccf555c9f3dc64214b297fb1966a3b6d83",
            Hex.Data(signed.Bytes.AsSpan()));
        Assert.Equal(9, signed.Nonce);
    }

    [Fact]
    public void Over_SameMarket_IsFifteenPercentMoreRoundedUp()
    {
        Assert.Equal(new DynamicFees(115, 1150), new DynamicFees(100, 1000).Over(new DynamicFees(100, 1000)));
        Assert.Equal(new DynamicFees(133, 1323), new DynamicFees(100, 1000).Over(new DynamicFees(115, 1150)));
        Assert.Equal(new LegacyFees(2), new LegacyFees(1).Over(new LegacyFees(1)));
    }

    [Fact]
    public void Over_MarketFell_IsMeasuredByTheReplacedAndNotByTheMarket() =>
        Assert.Equal(new DynamicFees(115, 1150), new DynamicFees(50, 500).Over(new DynamicFees(100, 1000)));

    [Fact]
    public void Over_MarketRose_FollowsIt() =>
        Assert.Equal(new DynamicFees(115, 9000), new DynamicFees(3, 9000).Over(new DynamicFees(100, 1000)));

    [Fact]
    public void Over_ZeroTip_RisesToo() =>
        Assert.Equal(new DynamicFees(1, 1150), new DynamicFees(0, 1000).Over(new DynamicFees(0, 1000)));

    [Fact]
    public void Over_ZeroFees_StayZero() =>
        Assert.Equal(new DynamicFees(0, 0), new DynamicFees(0, 0).Over(new DynamicFees(0, 0)));

    [Fact]
    public void Over_ManyRaises_EndBelowFiveTimesTheMarket()
    {
        GasFees market = new DynamicFees(100, 1000);
        var last = market;
        var raises = 0;
        while (market.Over(last) is { } raised)
        {
            last = raised;
            raises++;
        }

        Assert.Equal(11, raises);
        Assert.InRange((int)last.Most, 4000, 5000);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Over_ChainBeganOrEndedToHaveABaseFee_ComparesTheWhole(bool begins)
    {
        GasFees legacy = new LegacyFees(100);
        GasFees dynamic = new DynamicFees(40, 100);

        Assert.Equal(begins ? new DynamicFees(115, 115) : new LegacyFees(115), begins ? dynamic.Over(legacy) : legacy.Over(dynamic));
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void Read_SignedBytes_IsWhatWasSigned(bool isDynamic, bool isCall)
    {
        Assert.True(ChainAddress.TryParse("0x6ac7ea33f8831ea9dcc53393aaa88b25a785dbf0", out var to));
        var before = new UnsignedTransaction(
            31337, 300, isCall ? to : null, [1, 2, 3], 60_000, isDynamic ? new DynamicFees(0, 1_000_000_007) : new LegacyFees(20));

        var read = UnsignedTransaction.Read(before.Sign(Key), 31337);

        Assert.Equal(before with { Data = [] }, read with { Data = [] });
        Assert.Equal(before.Data, read.Data);
    }

    [Theory]
    [InlineData("0x")]
    [InlineData("0xc0")]
    [InlineData("0x02c0")]
    [InlineData("0x02cc80808080808080c080808080")]
    public void Read_OtherBytes_IsRefused(string bytes) => Assert.Throws<EncodingException>(
        () => UnsignedTransaction.Read(new SignedTransaction(default, [.. JsonVectors.Bytes(bytes)], 0), 1));

    public static TheoryData<string, bool> Damages =>
    [
        .. from damage in new[] { "byte after", "other chain", "v", "zero before r", "r of 33 bytes", "recipient", "zero before the nonce", "nonce of 9 bytes", "long form" }
           from isDynamic in new[] { true, false }
           select new TheoryDataRow<string, bool>(damage, isDynamic),
        new TheoryDataRow<string, bool>("access list", true),
    ];

    [Theory, MemberData(nameof(Damages))]
    public void Read_NotWhatWeWrite_IsRefused(string damage, bool isDynamic)
    {
        Assert.True(ChainAddress.TryParse("0x6ac7ea33f8831ea9dcc53393aaa88b25a785dbf0", out var to));
        var signed = new UnsignedTransaction(31337, 300, to, [1, 2, 3], 60_000, isDynamic ? new DynamicFees(1, 20) : new LegacyFees(20)).Sign(Key);
        byte[] type = isDynamic ? [2] : [];
        var fields = Assert.IsType<RlpList>(Rlp.Decode(signed.Bytes.AsSpan()[type.Length..])).Items;
        var (nonce, recipient, v, r) = isDynamic ? (1, 5, 9, 10) : (0, 3, 6, 7);
        RlpItem Changed(int place, params byte[] bytes) => RlpItem.List([.. fields.SetItem(place, RlpItem.FromBytes(bytes))]);
        byte[] BytesOf(int place) => [.. ((RlpBytes)fields[place]).Bytes];
        byte[] bytes = damage switch
        {
            "byte after" => [.. signed.Bytes, 0],
            "other chain" => [.. signed.Bytes],
            "v" => [.. type, .. Rlp.Encode(Changed(v, isDynamic ? [2] : [0xf4, 0xf7]))],
            "zero before r" => [.. type, .. Rlp.Encode(Changed(r, [0, .. BytesOf(r)[1..]]))],
            "r of 33 bytes" => [.. type, .. Rlp.Encode(Changed(r, [.. BytesOf(r), 1]))],
            "recipient" => [.. type, .. Rlp.Encode(Changed(recipient, [.. BytesOf(recipient)[1..]]))],
            "zero before the nonce" => [.. type, .. Rlp.Encode(Changed(nonce, [0, .. BytesOf(nonce)]))],
            "nonce of 9 bytes" => [.. type, .. Rlp.Encode(Changed(nonce, [1, 0, 0, 0, 0, 0, 0, 0, 0]))],
            "long form" => [.. type, 0xf9, 0, .. signed.Bytes.AsSpan()[(type.Length + 1)..]],
            _ => [.. type, .. Rlp.Encode(RlpItem.List([.. fields.SetItem(8, RlpItem.List(RlpItem.List(RlpItem.FromBytes(BytesOf(recipient)), RlpItem.List())))]))],
        };

        Assert.Equal(300, UnsignedTransaction.Read(signed, 31337).Nonce);
        Assert.Throws<EncodingException>(() => UnsignedTransaction.Read(signed with { Bytes = [.. bytes] }, damage == "other chain" ? 31338 : 31337));
    }

    [Theory]
    [InlineData(0, "0xcd234a471b72ba2f1ccf0a70fcaba648a5eecd8d")]
    [InlineData(1, "0x343c43a37d37dff08ae8c4a11544c718abb4fcf8")]
    [InlineData(2, "0xf778b86fa74e846c4f0a1fbd1335fe81c00a0c91")]
    public void ContractAddress_OfSenderAndNonce_IsTheKnownOne(long nonce, string expected)
    {
        // The worked example of the Ethereum wiki for contract addresses, also in the crypto tests of go-ethereum.
        Assert.True(ChainAddress.TryParse("0x6ac7ea33f8831ea9dcc53393aaa88b25a785dbf0", out var sender));

        Assert.Equal(expected, ContractAddress.Compute(sender, nonce).ToString());
    }
}
