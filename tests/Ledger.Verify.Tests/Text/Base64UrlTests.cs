using System.Text;
using Ledger.Verify.Text;

namespace Ledger.Verify.Tests.Text;

/// <summary>RFC 7515 section 2: base64url without padding, one spelling for each byte string.</summary>
public sealed class Base64UrlTests
{
    // RFC 4648 section 10 without padding, and RFC 7515 appendix C.
    public static TheoryData<string, byte[]> Published => new()
    {
        { "", [] },
        { "Zg", "f"u8.ToArray() },
        { "Zm8", "fo"u8.ToArray() },
        { "Zm9v", "foo"u8.ToArray() },
        { "Zm9vYg", "foob"u8.ToArray() },
        { "Zm9vYmE", "fooba"u8.ToArray() },
        { "Zm9vYmFy", "foobar"u8.ToArray() },
        { "A-z_4ME", [3, 236, 255, 224, 193] },
    };

    public static TheoryData<string> OtherSpellings => new(
        "A", "Zm9vA", // no byte string has this length
        "Zg==", "Zm8=", "Zm9v=", "=", // padding
        "Zh", "Zn", "Zm9", "Zm-", // stray bits
        " Zg", "Zg ", "Z g", "Zm9v\n", "\r\nZm9v", "Zm\t9v", // white space
        "A+z/4ME", "Zm9/", // the other alphabet
        "Zm9*", "Zm9\0", "Zm9é", "Zm9\ud83d");

    [Theory]
    [MemberData(nameof(Published))]
    public void Encode_PublishedVector_GivesItsText(string text, byte[] bytes) => Assert.Equal(text, Base64Url.Encode(bytes));

    [Theory]
    [MemberData(nameof(Published))]
    public void TryDecode_PublishedVector_GivesItsBytes(string text, byte[] expected)
    {
        Assert.True(Base64Url.TryDecode(text, out var bytes));

        Assert.Equal(expected, bytes);
    }

    [Theory]
    [InlineData("A", "AQgw")] // four bits are left over and must be zero
    [InlineData("AA", "AEIMQUYcgkosw048")] // two bits
    public void TryDecode_AnyLastCharacter_IsReadIfNoBitIsLeftOver(string before, string good)
    {
        const string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

        Assert.Equal(good, string.Concat(alphabet.Where(last => Base64Url.TryDecode(before + last, out _))));
    }

    [Theory]
    [MemberData(nameof(OtherSpellings))]
    public void TryDecode_AnotherSpelling_IsRefused(string text)
    {
        Assert.False(Base64Url.TryDecode(text, out var bytes));

        Assert.Null(bytes);
    }

    [Theory]
    [MemberData(nameof(Published))]
    public void TryDecode_PublishedVectorInAscii_GivesItsBytes(string text, byte[] expected)
    {
        var destination = new byte[expected.Length];

        Assert.True(Base64Url.TryDecode(Encoding.ASCII.GetBytes(text), destination, out var written));
        Assert.Equal(expected.Length, written);
        Assert.Equal(expected, destination);
    }

    [Theory]
    [MemberData(nameof(OtherSpellings))]
    public void TryDecode_AnotherSpellingInUtf8_IsRefused(string text)
    {
        Assert.False(Base64Url.TryDecode(Encoding.UTF8.GetBytes(text), new byte[100], out var written));

        Assert.Equal(0, written);
    }

    [Fact]
    public void TryDecode_NoRoom_Throws() =>
        Assert.Throws<ArgumentException>(() => Base64Url.TryDecode("Zm9v"u8, new byte[2], out _));

    [Fact]
    public void TryDecode_EveryTextOfTwoCharacters_AtMostOneSpellsEachByte()
    {
        const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        var bytes = new List<byte>();
        foreach (var text in Alphabet.SelectMany(first => Alphabet.Select(second => $"{first}{second}")))
        {
            if (Base64Url.TryDecode(text, out var decoded))
            {
                bytes.Add(Assert.Single(decoded));
            }
        }

        Assert.Equal(Enumerable.Range(0, 256).Select(value => (byte)value), bytes);
    }
}
