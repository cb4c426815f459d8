using System.Numerics;
using Ledger.Ethereum.Encoding;
using Ledger.Ethereum.Transactions;
using Ledger.Verify.Chain;

namespace Ledger.Ethereum.Tests.Transactions;

public sealed class UnsignedTransactionTests
{
    private static readonly OperatorKey Key = new(Vectors.Bytes("0x4646464646464646464646464646464646464646464646464646464646464646"));

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
    public void Raised_Repeatedly_GrowsByFifteenPercentEach()
    {
        GasFees fees = new DynamicFees(100, 1000);

        Assert.Equal(fees, fees.Raised(0));
        Assert.Equal(new DynamicFees(115, 1150), fees.Raised(1));
        Assert.Equal(new DynamicFees(133, 1323), fees.Raised(2));
        Assert.Equal(new LegacyFees(2), new LegacyFees(1).Raised(1));
    }

    [Fact]
    public void Raised_ZeroFees_StayZero() =>
        Assert.Equal(new DynamicFees(0, 0), new DynamicFees(0, 0).Raised(5));

    [Theory]
    [InlineData(0, "0xcd234a471b72ba2f1ccf0a70fcaba648a5eecd8d")]
    [InlineData(1, "0x343c43a37d37dff08ae8c4a11544c718abb4fcf8")]
    [InlineData(2, "0xf778b86fa74e846c4f0a1fbd1335fe81c00a0c91")]
    public void ContractAddress_OfSenderAndNonce_IsTheKnownOne(long nonce, string expected)
    {
        // The worked example of the Ethereum wiki for contract addresses, also used by go-ethereum's crypto tests.
        Assert.True(ChainAddress.TryParse("0x6ac7ea33f8831ea9dcc53393aaa88b25a785dbf0", out var sender));

        Assert.Equal(expected, ContractAddress.Of(sender, nonce).ToString());
    }
}
