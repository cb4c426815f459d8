using Ledger.Verify.Evidence;

namespace Ledger.Verify.Tests.Evidence;

public sealed class KeccakTests
{
    // The known answers of the Keccak team for Keccak-256 of "" and "abc". SHA3-256 of FIPS 202 gives a7ff… and 3a98….
    [Theory]
    [InlineData("", "0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470")]
    [InlineData("abc", "0x4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45")]
    public void OfText_KnownAnswer_Matches(string text, string expected) => Assert.Equal(expected, Keccak.OfText(text).ToHex());

    [Fact]
    public void OfText_SignatureOfTransfer_BeginsWithTheKnownSelector() =>
        Assert.StartsWith("0xa9059cbb", Keccak.OfText("transfer(address,uint256)").ToHex(), StringComparison.Ordinal);
}
