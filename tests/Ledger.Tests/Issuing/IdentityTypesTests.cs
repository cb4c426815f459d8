using Ledger.Issuing;
using Ledger.Verify.Faults;

namespace Ledger.Tests.Issuing;

public sealed class IdentityTypesTests
{
    private static readonly DateOnly Today = new(2026, 7, 1);

    [Theory]
    [InlineData("resident-identity-card", "11010519491231002X", "11010519491231002X")] // GB 11643-1999
    [InlineData("resident-identity-card", "440524188001010014", "440524188001010014")] // GB 11643-1999
    [InlineData("resident-identity-card", "110105491231002", "11010519491231002X")]
    [InlineData("resident-identity-card", "\u200B1101\u200E0519491231\u2060002X\uFEFF", "11010519491231002X")]
    [InlineData("resident-identity-card", "１１０１０５１９４９１２３１００２ｘ", "11010519491231002X")]
    [InlineData("resident-identity-card", "11010519491231002ⅹ", "11010519491231002X")]
    [InlineData("resident-identity-card", "11010519491231002\u00ADX", "11010519491231002X")]
    [InlineData("resident-identity-card", "١١٠١٠٥١٩٤٩١٢٣١٠٠٢X", "11010519491231002X")]
    [InlineData("身份证", "11010519491231002X", "11010519491231002X")]
    [InlineData("Resident-Identity-Card", "11010519491231002X", "11010519491231002X")]
    [InlineData("resident-identity-card", "47010219391109123x", "47010219391109123X")] // In the made-up area the check character is not checked.
    [InlineData("household-register", "ab12345", "AB12345")]
    [InlineData("birth-certificate", "v360123456", "V360123456")]
    [InlineData("passport", "e12345678", "E12345678")]
    [InlineData("passport", "Ｅ１２３４５６７８", "E12345678")]
    [InlineData("hong-kong-macao-travel-permit", "h12345678", "H12345678")]
    [InlineData("hong-kong-macao-travel-permit", "M1234567801", "M12345678")]
    [InlineData("hong-kong-macao-travel-permit", "H12345678（01）", "H12345678")]
    [InlineData("taiwan-travel-permit", "12345678", "12345678")]
    [InlineData("taiwan-travel-permit", "1234567801(B)", "12345678")]
    [InlineData("台胞证", "1234567801B", "12345678")]
    [InlineData("taiwan-residence-permit", "830000199201300022", "830000199201300022")]
    [InlineData("foreign-permanent-resident-card", "can110088052012", "CAN110088052012")]
    [InlineData("unified-social-credit-code", "91350100m000100y43", "91350100M000100Y43")] // GB 32100-2015
    [InlineData("other", "南字第01234567号", "南字第01234567号")]
    public void Read_NumberOfItsType_GivesItsCanonicalForm(string idType, string idNumber, string expected) =>
        Assert.Equal(expected, Read(idType, idNumber).Required.Number);

    // Areas (GB/T 2260) that were abolished, renamed or moved to another province since 1980. A person keeps the number of that time.
    [Theory]
    [InlineData("110103")] // Chongwen, Beijing, until 2010
    [InlineData("120221")] // Ninghe county, Tianjin, until 2015
    [InlineData("132401")] // Baoding prefecture, Hebei, until 1994
    [InlineData("142201")] // Xinzhou prefecture, Shanxi, until 2000
    [InlineData("310103")] // Luwan, Shanghai, until 2011
    [InlineData("342401")] // Lu'an prefecture, Anhui, until 1999
    [InlineData("412701")] // Zhoukou prefecture, Henan, until 2000
    [InlineData("422101")] // Huanggang prefecture, Hubei, until 1995
    [InlineData("432501")] // Loudi prefecture, Hunan, until 1999
    [InlineData("440524")] // Chaoyang county, Guangdong, until 1993
    [InlineData("452701")] // Hechi prefecture, Guangxi, until 2002
    [InlineData("469003")] // Danzhou, directly under Hainan, until 2015
    [InlineData("510202")] // Chongqing under Sichuan, until 1997
    [InlineData("512301")] // Fuling prefecture, Sichuan, until 1997
    [InlineData("513001")] // Daxian prefecture, Sichuan, until 1999
    [InlineData("500102")] // Fuling, Chongqing, since 1997
    [InlineData("522101")] // Zunyi prefecture, Guizhou, until 1997
    [InlineData("532101")] // Zhaotong prefecture, Yunnan, until 2001
    [InlineData("542301")] // Shigatse prefecture, Tibet, until 2014
    [InlineData("612101")] // Weinan prefecture, Shaanxi, until 1994
    [InlineData("622201")] // Zhangye prefecture, Gansu, until 2002
    [InlineData("632121")] // Haidong prefecture, Qinghai, until 2013
    [InlineData("642101")] // Yinnan prefecture, Ningxia, until 1998
    [InlineData("652101")] // Turpan prefecture, Xinjiang, until 2015
    [InlineData("659001")] // Shihezi, directly under Xinjiang
    [InlineData("710000")] // Taiwan
    public void Read_NumberOfAFormerArea_IsAccepted(string area)
    {
        var number = area + "19820315004";
        number += CheckCharacters.Mod11Radix2(number);

        Assert.Equal(number, Read("resident-identity-card", number).Required.Number);
        Refusals.AssertIs(
            IssuingFaults.IdNumberMalformed, Read("resident-identity-card", number[..^1] + (number[^1] == '0' ? '1' : '0')).Refusal, "/n");
    }

    [Theory]
    [InlineData("")]
    [InlineData("resident")]
    [InlineData("resident-identity-card-2")]
    [InlineData("pаssport")] // With a Cyrillic a.
    [InlineData("驾驶证")]
    public void Read_UnknownType_IsRefused(string idType) =>
        Refusals.AssertIs(IssuingFaults.UnknownIdType, Read(idType, "11010519491231002X").Refusal, "/t");

    [Theory]
    [InlineData("resident-identity-card", "110105194912310021")] // check character
    [InlineData("resident-identity-card", "110105194913310021")] // month 13
    [InlineData("resident-identity-card", "110105194902300020")] // 30 February
    [InlineData("resident-identity-card", "110105204912310026")] // in the future
    [InlineData("resident-identity-card", "01010519491231002X")] // no such area
    [InlineData("resident-identity-card", "830000199201300022")] // a residence permit's
    [InlineData("resident-identity-card", "11010519491231002")]
    [InlineData("resident-identity-card", "11010519491231002XX")]
    [InlineData("resident-identity-card", "11010519491231002Х")] // a Cyrillic letter
    [InlineData("resident-identity-card", "11010519491231002×")]
    [InlineData("resident-identity-card", "110105-19491231-002X")]
    [InlineData("resident-identity-card", "110105491231996")] // born 18.. or 19..
    [InlineData("resident-identity-card", "47010219391309123X")] // Made-up area, and month 13.
    [InlineData("resident-identity-card", "47010219391109123Y")]
    [InlineData("resident-identity-card", "E12345678")]
    [InlineData("household-register", "110105194912310021")] // a citizen's number with a typing error
    [InlineData("passport", "110105491231002")]
    [InlineData("passport", "E123")]
    [InlineData("passport", "E1234-5678")]
    [InlineData("passport", "护照12345678")]
    [InlineData("birth-certificate", "3601234567")]
    [InlineData("hong-kong-macao-travel-permit", "C12345678")]
    [InlineData("hong-kong-macao-travel-permit", "H1234567")]
    [InlineData("taiwan-travel-permit", "1234567")]
    [InlineData("hong-kong-macao-residence-permit", "830000199201300022")]
    [InlineData("taiwan-residence-permit", "830000199201300023")]
    [InlineData("foreign-permanent-resident-card", "CAN110088133212")]
    [InlineData("foreign-permanent-resident-card", "11010519491231002X")]
    [InlineData("unified-social-credit-code", "91350100M000100Y44")]
    [InlineData("unified-social-credit-code", "91350100I000100Y43")]
    [InlineData("other", "11010519491231002x")] // has a type of its own
    [InlineData("other", "110105491231002")]
    [InlineData("other", "91350100M000100Y43")]
    [InlineData("other", "830000199201300022")]
    [InlineData("other", "A-1")]
    [InlineData("other", "\u200B")]
    public void Read_NumberOfTheWrongForm_IsRefused(string idType, string idNumber) =>
        Refusals.AssertIs(IssuingFaults.IdNumberMalformed, Read(idType, idNumber).Refusal, "/n");

    [Fact]
    public void Read_NumberOfEveryStructure_GivesBirthdateAndSexIfPresent()
    {
        Assert.Equal(("19491231", false), FactsOf("resident-identity-card", "11010519491231002X"));
        Assert.Equal(("18800101", true), FactsOf("resident-identity-card", "440524188001010014"));
        Assert.Equal(("19920130", false), FactsOf("taiwan-residence-permit", "830000199201300022"));
        Assert.Equal(("880520", null), FactsOf("foreign-permanent-resident-card", "CAN110088052012"));
        Assert.Equal((null, null), FactsOf("passport", "E12345678"));
    }

    [Fact]
    public void Read_ForeignersCardSince2023_HasCheckCharacterBirthdateAndSex()
    {
        const string body = "91115619880520001";
        var number = body + CheckCharacters.Mod11Radix2(body);

        Assert.Equal(("19880520", true), FactsOf("foreign-permanent-resident-card", number));
        Refusals.AssertIs(IssuingFaults.IdNumberMalformed, Read("resident-identity-card", number).Refusal, "/n");
    }

    [Fact]
    public void Read_Result_DoesNotPrintTheNumber()
    {
        var identity = Read("passport", "E12345678").Required;

        Assert.DoesNotContain("E12345678", identity.ToString() + identity.Parsed, StringComparison.Ordinal);
    }

    [Fact]
    public void All_NamesAndSpellings_AreUnique() =>
        Assert.All(IdentityTypes.All, type => Assert.All(
            type.Aliases.Append(type.Name).Append(type.Label.Zh).Append(type.Label.En),
            spelling => Assert.NotEqual(IssuingFaults.UnknownIdType, Read(spelling, "?").Refusal!.Fault)));

    private static (string? Birth, bool? IsMale) FactsOf(string idType, string idNumber)
    {
        var parsed = Read(idType, idNumber).Required.Parsed;
        return (parsed.Birth, parsed.IsMale);
    }

    private static Outcome<IdentityNumber> Read(string idType, string idNumber) => IdentityTypes.Read(idType, idNumber, Today, "/t", "/n");
}
