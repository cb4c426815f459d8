using Ledger.Issuing;
using Ledger.Verify.Faults;

namespace Ledger.Tests.Issuing;

public sealed class SubjectCheckTests
{
    private static readonly DateOnly Today = new(2026, 7, 1);
    private static readonly Subject Known = new("resident-identity-card", "11010519491231002X", "示例", "Li", "Shi", "1949-12-31", "female");

    [Fact]
    public void Check_OtherSpelling_IsNormalised()
    {
        var typed = new Subject("身份证", "１１０１０５１９４９１２３１００２ｘ", "\uFEFF示例\u3000", " Li ", "Shi", "1949-12-31", "女");

        Assert.Equal(Known, SubjectCheck.Check(typed, Today).Required.Subject);
    }

    [Theory]
    [InlineData("阿卜杜热西提·麦麦提")]
    [InlineData("玛依拉•买买提")]
    [InlineData("李")]
    [InlineData("𠮷田")] // CJK extension B
    [InlineData("\uD880\uDC00")] // CJK extension G, a surrogate pair
    [InlineData("\uD88C\uDFB0")] // Plane 3, newer than the tables of the runtime
    [InlineData("葛\uDB40\uDD00")] // With an ideographic variation selector.
    [InlineData("\uE123某")] // Private use, where older systems store rare Han.
    [InlineData("José María O'Neill-García Jr.")]
    [InlineData("ᠪᠠᠲᠤ\u180B")]
    [InlineData("می\u200Cخواهم")]
    [InlineData("John Smith III")]
    public void Check_NameThatPeopleHave_IsAccepted(string name) => Assert.Equal(name, SubjectCheck.Check(Known with { Name = name }, Today).Required.Subject.Name);

    [Fact]
    public void Check_NoFamilyName_IsAccepted()
    {
        Assert.Null(SubjectCheck.Check(Known with { FamilyName = null }, Today).Required.Subject.FamilyName);
        Assert.Null(SubjectCheck.Check(Known with { FamilyName = "" }, Today).Required.Subject.FamilyName);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("\u200B")]
    [InlineData("\u3164")]
    [InlineData("·")]
    [InlineData("123")]
    [InlineData("示\u200B例")]
    [InlineData("示\uFEFF例")]
    [InlineData("张\uFFFD")]
    [InlineData("\u200D示例\u00ADx")]
    public void Check_InvisibleNameOrHiddenCharacters_IsRefused(string name) =>
        Refusals.AssertIs(IssuingFaults.SubjectImplausible, SubjectCheck.Check(Known with { Name = name }, Today).Refusal, "/subject/name");

    [Theory]
    [InlineData("dragon")]
    [InlineData("")]
    [InlineData("3")]
    [InlineData("男女")]
    public void Check_UnknownSex_IsRefused(string sex) =>
        Refusals.AssertIs(IssuingFaults.SubjectImplausible, SubjectCheck.Check(Known with { Sex = sex }, Today).Refusal, "/subject/sex");

    [Theory]
    [InlineData("2044-01-01")]
    [InlineData("2026-07-02")]
    [InlineData("1776-01-01")]
    [InlineData("0001-01-01")]
    public void Check_ImpossibleBirthdate_IsRefused(string birthdate) => Refusals.AssertIs(
        IssuingFaults.SubjectImplausible,
        SubjectCheck.Check(Known with { IdType = "passport", IdNumber = "E12345678", Birthdate = birthdate }, Today).Refusal, "/subject/birthdate");

    [Fact]
    public void Check_ChildBornToday_IsAccepted() => Assert.Null(
        SubjectCheck.Check(Known with { IdType = "birth-certificate", IdNumber = "V360123456", Birthdate = "2026-07-01" }, Today).Refusal);

    [Fact]
    public void Check_NumberThatContradicts_IsRefusedWithEachPlace() => Refusals.AssertIs(
        IssuingFaults.SubjectImplausible,
        SubjectCheck.Check(Known with { Birthdate = "1949-12-30", Sex = "male" }, Today).Refusal, "/subject/birthdate", "/subject/sex");

    [Theory]
    [InlineData("1988-05-20", true)]
    [InlineData("1988-05-21", false)]
    public void Check_OlderForeignersCard_ComparesSixDigits(string birthdate, bool isTaken) => Assert.Equal(
        isTaken,
        SubjectCheck.Check(
            Known with { IdType = "foreign-permanent-resident-card", IdNumber = "CAN110088052012", Birthdate = birthdate }, Today).Refusal is null);

    [Theory]
    [InlineData("unknown")]
    [InlineData("other")]
    [InlineData(null)]
    public void Check_NoSex_ContradictsNothing(string? sex) => Assert.Null(SubjectCheck.Check(Known with { Sex = sex }, Today).Refusal);

    [Fact]
    public void Check_OrganisationWithBirthdateAndSex_IsRefused() => Refusals.AssertIs(
        IssuingFaults.SubjectImplausible,
        SubjectCheck.Check(Known with { IdType = "unified-social-credit-code", IdNumber = "91350100M000100Y43" }, Today).Refusal,
        "/subject/birthdate", "/subject/sex");

    [Fact]
    public void Check_Result_PrintsNoPersonalData() => Assert.Equal("CheckedSubject", SubjectCheck.Check(Known, Today).Required.ToString());
}
