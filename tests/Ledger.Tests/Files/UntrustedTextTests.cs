using System.Text;
using Ledger.Files;

namespace Ledger.Tests.Files;

public sealed class UntrustedTextTests
{
    public static TheoryData<string, byte[]> Encodings => new()
    {
        { "王 a", Encoding.UTF8.GetBytes("王 a") },
        { "王 a", [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes("王 a")] },
        { "王 a", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("王 a")] },
        { "王 a", [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes("王 a")] },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public void TryReadUtf8_AnyEncodingOfText_IsUtf8WithoutMark(string text, byte[] file)
    {
        Assert.True(UntrustedText.TryReadUtf8(file, out var utf8, out _));

        Assert.Equal(Encoding.UTF8.GetBytes(text), utf8.ToArray());
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("EFBBBF", "empty")]
    [InlineData("0D0A2009", "empty")]
    [InlineData("FFFE", "empty")]
    [InlineData("C328", "UTF-8")]
    [InlineData("61E7", "cut off")]
    [InlineData("61E78E", "cut off")]
    [InlineData("61F0908D", "cut off")]
    [InlineData("E78E61", "UTF-8")]
    [InlineData("61008E", "UTF-8")]
    [InlineData("61006200", "UTF-8")] // UTF-16 without a byte order mark.
    public void TryReadUtf8_NotText_GivesTheReasonInBothLanguages(string hex, string named)
    {
        Assert.False(UntrustedText.TryReadUtf8(Convert.FromHexString(hex), out _, out var reason));

        Assert.Contains(named, reason.En, StringComparison.Ordinal);
        Assert.Matches("[一-鿿]", reason.Zh);
    }

    [Theory]
    [InlineData("<!doctype html>", "web page")]
    [InlineData(" \n<html>", "web page")]
    [InlineData("{\"title\":\"A token is needed.\",\"status\":401}", "error answer")]
    [InlineData("{\"a\":1}", "is JSON, but")]
    [InlineData("[1]", "is JSON, but")]
    [InlineData("{\"a\":", "cut off")]
    [InlineData("{\"a\":\"b", "cut off")]
    [InlineData("{\"a\":tru", "cut off")]
    [InlineData("{\"a\":1}{\"a\":1}", "something follows it")]
    [InlineData("{\"a\":1}\n-- ", "something follows it")]
    [InlineData("{\"a\":1,,", "damaged")]
    [InlineData("c2sp.org/tlog-proof@v1", null)]
    [InlineData("", null)]
    public void Describe_Text_SaysWhatItLooksLike(string text, string? named)
    {
        var description = UntrustedText.Describe(Encoding.UTF8.GetBytes(text));

        Assert.Equal(named is null, description is null);
        Assert.Contains(named ?? "", description?.En ?? "", StringComparison.Ordinal);
    }
}
