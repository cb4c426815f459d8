using Ledger.Files;

namespace Ledger.Tests.Files;

public sealed class OneLineTests
{
    [Theory]
    [InlineData("市教育局：请核对 https://ledger.example/ 后再批准。", "市教育局：请核对 https://ledger.example/ 后再批准。")]
    [InlineData("fine\r\n  next 下一步: ledger council execute", "fine    next 下一步: ledger council execute")]
    [InlineData("\u001b[2Jgone", " [2Jgone")]
    [InlineData("a\u202eb\u2028c\u2029d\u200be\u0085f", "a b c d e f")]
    public void FromText_ForeignText_IsOneLineOfVisibleCharacters(string text, string shown) => Assert.Equal(shown, OneLine.FromText(text));

    [Theory]
    [InlineData("abc", 3, "abc")]
    [InlineData("abcd", 3, "abc…")]
    [InlineData("a\u001bcd", 3, "a c…")]
    public void FromText_ForeignTextThatIsTooLong_IsCut(string text, int maxLength, string shown) => Assert.Equal(shown, OneLine.FromText(text, maxLength));
}
