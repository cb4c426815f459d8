using Ledger.Verify.Text;

namespace Ledger.Verify.Tests.Text;

/// <summary>RFC 4648 sections 4 and 10: each byte string has exactly one spelling.</summary>
public sealed class Base64Tests
{
    // RFC 4648 section 10.
    [Theory]
    [InlineData("", "")]
    [InlineData("Zg==", "f")]
    [InlineData("Zm8=", "fo")]
    [InlineData("Zm9v", "foo")]
    [InlineData("Zm9vYg==", "foob")]
    [InlineData("Zm9vYmE=", "fooba")]
    [InlineData("Zm9vYmFy", "foobar")]
    public void TryDecode_PublishedVector_GivesItsBytes(string text, string expected)
    {
        Assert.True(Base64.TryDecode(text, out var bytes));

        Assert.Equal(System.Text.Encoding.ASCII.GetBytes(expected), bytes);
    }

    [Theory]
    [InlineData("Zg")] // no padding
    [InlineData("Zg=")]
    [InlineData("Zm9v=")] // too much padding
    [InlineData("Zm9v====")]
    [InlineData("=")]
    [InlineData("====")]
    [InlineData("Z===")]
    [InlineData("Zg==Zg==")] // padding in the middle
    [InlineData("Z=g=")]
    [InlineData("Zh==")] // Stray bits: a lenient decoder reads these four as "f" and "fo".
    [InlineData("Zn==")]
    [InlineData("Zm9=")]
    [InlineData("Zm+=")]
    [InlineData(" Zm9v")] // white space
    [InlineData("Zm9v ")]
    [InlineData("Zm 9v")]
    [InlineData("Zm9v\n")]
    [InlineData("Zm9v\r\n")]
    [InlineData("Zm9v\tZm9")]
    [InlineData("Zm9vYg==\n\n\n\n")]
    [InlineData("__8=")] // the other alphabet
    [InlineData("-_-_")]
    [InlineData("Zm9*")]
    [InlineData("Zm9\0")]
    [InlineData("Zm9é")]
    [InlineData("Ｚｍ９ｖ")] // full-width letters
    public void TryDecode_AnotherSpelling_IsRefused(string text)
    {
        Assert.False(Base64.TryDecode(text, out var bytes));

        Assert.Null(bytes);
    }

    [Fact]
    public void TryDecode_EveryLastCharacterOfAnOddByte_OnlyTheCanonicalOneIsAccepted()
    {
        const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

        Assert.Equal("AQgw", string.Concat(Alphabet.Where(last => Base64.TryDecode($"A{last}==", out _))));
        Assert.Equal(16, Alphabet.Count(last => Base64.TryDecode($"AA{last}=", out _)));
    }

    [Fact]
    public void TryDecode_EveryLength_GivesBackWhatWasEncoded() => Assert.All(Enumerable.Range(0, 100), length =>
    {
        var bytes = Enumerable.Range(0, length).Select(i => unchecked((byte)(i * 37))).ToArray();

        Assert.True(Base64.TryDecode(Convert.ToBase64String(bytes), out var decoded));
        Assert.Equal(bytes, decoded);
    });
}
