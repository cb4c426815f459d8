using Ledger.Issuing;

namespace Ledger.Samples.Tests;

/// <summary>Tests that the check character computed from each standard's own example equals the example's last character.</summary>
public sealed class CheckCharacterTests
{
    [Theory]
    [InlineData("11010519491231002X")] // GB 11643-1999
    [InlineData("440524188001010014")] // GB 11643-1999
    [InlineData("079X")] // ISO 7064
    public void Mod11Radix2_PublishedNumber_GivesItsLastCharacter(string number) =>
        Assert.Equal(number[^1], CheckCharacters.Mod11Radix2(number.AsSpan(..^1)));

    [Theory]
    [InlineData("91350100M000100Y43")] // GB 32100-2015
    public void SocialCredit_PublishedCode_GivesItsLastCharacter(string code) =>
        Assert.Equal(code[^1], CheckCharacters.SocialCredit(code.AsSpan(..^1)));

    [Theory]
    [InlineData("D2143569X")] // GB 11714-1997
    [InlineData("M000100Y4")] // inside the code of GB 32100-2015
    public void OrganisationCode_PublishedCode_GivesItsLastCharacter(string code) =>
        Assert.Equal(code[^1], CheckCharacters.OrganisationCode(code.AsSpan(..^1)));

    [Fact]
    public void Mod37And36_PublishedIdentifier_GivesItsLastCharacter() =>
        Assert.Equal('M', CheckCharacters.Mod37And36("A12425GABC1234002")); // GRid handbook

    [Fact]
    public void Mod11And10_PublishedNumber_GivesItsLastDigit() => Assert.Equal('5', CheckCharacters.Mod11And10("0794")); // ISO 7064

    [Fact]
    public void SocialCredit_LetterNotInTheAlphabet_Throws() =>
        Assert.Throws<ArgumentException>(() => CheckCharacters.SocialCredit("91350100I000100Y4"));
}
