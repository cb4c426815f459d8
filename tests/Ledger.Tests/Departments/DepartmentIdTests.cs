using Ledger.Departments;

namespace Ledger.Tests.Departments;

public sealed class DepartmentIdTests
{
    [Theory]
    [InlineData("education")]
    [InlineData("civil-affairs")]
    [InlineData("a1")]
    [InlineData("a-b-c-9")]
    [InlineData("a234567890123456789012345678901234567890")]
    public void TryParse_ShortName_IsAccepted(string text)
    {
        Assert.True(DepartmentId.TryParse(text, out var id));
        Assert.Equal(text, id.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("1a")]
    [InlineData("-a")]
    [InlineData("a-")]
    [InlineData("a--b")]
    [InlineData("Education")]
    [InlineData("educatión")]
    [InlineData("a_b")]
    [InlineData("_node")]
    [InlineData("a.b")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("ab\n")]
    [InlineData("a\0b")]
    [InlineData("a2345678901234567890123456789012345678901")]
    public void TryParse_AnythingElse_IsRefused(string? text) => Assert.False(DepartmentId.TryParse(text, out _));

    [Fact]
    public void ToString_NeverSet_Throws() => Assert.Throws<InvalidOperationException>(() => default(DepartmentId).ToString());

    [Fact]
    public void Profile_NamesOriginAndIssuerAfterTheHost()
    {
        var profile = TestDepartments.Profile("civil-affairs");

        Assert.Equal("ledger.localhost/civil-affairs/log", profile.Origin);
        Assert.Equal("https://ledger.localhost/civil-affairs", profile.Issuer);
    }
}
