using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Ledger.Verify.Packed;

namespace Ledger.Verify.Tests.Packed;

/// <summary>Each byte string has one text of 43 characters, and no other text is read.</summary>
public sealed class Base43Tests
{
    [Fact]
    public void Alphabet_IsThatOfQrCodesWithoutBlankAndPercent() =>
        Assert.Equal(Base43.Alphabet, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:".Replace(" ", "", StringComparison.Ordinal).Replace("%", "", StringComparison.Ordinal));

    [Theory]
    [InlineData("", "")]
    [InlineData("00", "00")]
    [InlineData("2A", ":0")]
    [InlineData("FF", ".5")]
    [InlineData("0000", "000")]
    [InlineData("FFFF", "3JZ")]
    [InlineData("000100", "10000")]
    public void Encode_Bytes_IsThisText(string hex, string text)
    {
        Assert.Equal(text, Base43.Encode(Convert.FromHexString(hex)));
        Assert.True(Base43.TryDecode(text, out var bytes));
        Assert.Equal(Convert.FromHexString(hex), bytes);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("0000")]
    [InlineData("000 ")]
    [InlineData("%00")]
    [InlineData("00a")]
    [InlineData("00é")]
    [InlineData("#00")]
    [InlineData(":::")]
    [InlineData("4JZ")] // 65,536
    [InlineData("/5")] // 256
    [InlineData("::")]
    public void TryDecode_AnyOtherText_IsRefused(string text)
    {
        Assert.False(Base43.TryDecode(text, out var bytes));
        Assert.Null(bytes);
    }

    [Property]
    public Property TryDecode_EncodedBytes_GivesThemBack() => Prop.ForAll(
        Arb.From(Generators.BytesUpTo(100)), bytes => Base43.TryDecode(Base43.Encode(bytes), out var same) && same.AsSpan().SequenceEqual(bytes));

    [Property]
    public Property TryDecode_AnyText_IsRefusedOrTheOnlySpelling() => Prop.ForAll(
        Arb.From(Gen.Elements((Base43.Alphabet + " %a#é").ToCharArray()).ArrayOf().Select(characters => new string(characters))),
        text => !Base43.TryDecode(text, out var bytes) || Base43.Encode(bytes) == text);
}
