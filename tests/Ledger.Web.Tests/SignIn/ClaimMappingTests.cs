using System.Security.Claims;
using Ledger.Access;
using Ledger.People;
using Ledger.Web.Access;
using Ledger.Web.Settings;
using Ledger.Web.SignIn;

namespace Ledger.Web.Tests.SignIn;

/// <summary>Tests what the claims of a provider mean by the rules of the settings, and that a session carries exactly that.</summary>
public sealed class ClaimMappingTests
{
    private const string Number = "470102196312036022";

    private static readonly DateTimeOffset Now = new(2026, 11, 30, 8, 0, 0, TimeSpan.Zero);

    private static readonly SignInOptions Rules = new()
    {
        IdentityNumberClaim = "id_number",
        IdentityTypeClaim = "id_type",
        DepartmentClaim = "ou",
        Departments = [new SignInDepartmentOptions { Value = "HEALTH-BUREAU", Department = "health" }],
        Roles =
        [
            new SignInRoleOptions { Claim = "groups", Value = "counter", Role = "clerk" },
            new SignInRoleOptions { Claim = "groups", Value = "counter", Role = "approver", Department = "education" },
            new SignInRoleOptions { Claim = "title", Value = "审计", Role = "auditor" },
            new SignInRoleOptions { Claim = "groups", Value = "edu-it", Role = "operator", Department = "education" },
        ],
    };

    /// <summary>Claims as <c>name=value</c>, and the duties or the code of the refusal.</summary>
    public static TheoryData<string[], string> Table() => new()
    {
        { ["id_number=" + Number], "resident" },
        { ["id_number=" + Number.ToLowerInvariant(), "groups=visitors"], "resident" },
        { ["id_number=E12345678", "id_type=passport"], "resident" },
        { ["groups=counter", "ou=HEALTH-BUREAU"], "clerk health; approver education" },
        { ["groups=staff", "groups=counter", "ou=civil-affairs", "ou=HEALTH-BUREAU"], "clerk civil-affairs; clerk health; approver education" },
        { ["groups=edu-it"], "operator education" },
        { ["title=审计", "ou=health", "id_number=" + Number], "resident; auditor health" },
        { ["title=审计"], "LDG6107" },
        { ["groups=Counter", "ou=health"], "LDG6107" },
        { ["groups=counter ", "ou=health"], "LDG6107" },
        { ["counter=groups"], "LDG6107" },
        { ["role=operator", "duty=operator education", "ou=health"], "LDG6107" },
        { ["title=审计", "ou=../etc"], "LDG6107" },
        { [], "LDG6107" },
        { ["id_number="], "LDG6107" },
        { ["id_number=470102196312036023x"], "LDG6106" },
        { ["id_number=" + Number, "id_type=library-card"], "LDG6106" },
        { ["id_number=11470100MA0000058R", "groups=counter", "ou=health"], "LDG6106" },
    };

    [Theory, MemberData(nameof(Table))]
    public void Map_Claims_GivesTheDutiesOfTheRules(string[] claims, string expected)
    {
        var mapped = ClaimMapping.Map(Principal(["sub=p1", .. claims]), Rules, "city", Now);

        Assert.Equal(expected, mapped.Refusal is { } refusal ? refusal.Fault.Code : Describe(mapped.Required));
    }

    [Fact]
    public void Session_OfAPerson_CarriesThePerson()
    {
        var person = ClaimMapping.Map(
            Principal(["sub=p1", "name=吕 Lyu", "auth_time=1796025000", "id_number=" + Number, "groups=counter", "ou=health"]), Rules, "city", Now).Required;

        var read = PersonClaims.Find(PersonClaims.ToPrincipal(person));

        Assert.NotNull(read);
        Assert.Equal(person with { Duties = read.Duties }, read);
        Assert.Equal(person.Duties, read.Duties);
        Assert.Equal(Number, read.Identity?.Number);
        Assert.Equal("city", read.Provider);
        Assert.DoesNotContain(Number, read.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Person_InTheApi_IsNoCaller()
    {
        var person = ClaimMapping.Map(Principal(["sub=p1", "groups=edu-it"]), Rules, "city", Now).Required;

        Assert.Null(CallerClaims.Find(PersonClaims.ToPrincipal(person)));
    }

    [Fact]
    public void Token_OnAPage_IsNoPerson() => Assert.Null(PersonClaims.Find(new ClaimsPrincipal(new ClaimsIdentity(
        PersonClaims.ToPrincipal(ClaimMapping.Map(Principal(["sub=p1", "groups=edu-it"]), Rules, "city", Now).Required).Claims, TokenAuthenticationHandler.SchemeName))));

    [Theory]
    [InlineData("  \u202eevil\u0000\n name  ", "evil name")]
    [InlineData("\u200b", null)]
    [InlineData("", null)]
    public void Name_OfAnyForm_IsShortAndVisible(string name, string? expected)
    {
        var mapped = ClaimMapping.Map(Principal(["sub=p1", "name=" + name, "groups=edu-it"]), Rules, "city", Now);

        Assert.Equal(expected, mapped.Required.Name);
    }

    [Fact]
    public void Name_OfTenThousandCharacters_IsCut()
    {
        var mapped = ClaimMapping.Map(Principal(["sub=p1", "name=" + new string('王', 10_000), "groups=edu-it"]), Rules, "city", Now);

        Assert.Equal(60, mapped.Required.Name?.Length);
    }

    [Theory]
    [InlineData("1796025600", true)]
    [InlineData("1796029999", false)] // In the future.
    [InlineData("-1", false)]
    [InlineData("soon", false)]
    public void AuthenticatedAt_AnyValue_CountsOnlyIfItIsATimeInThePast(string value, bool counts)
    {
        var mapped = ClaimMapping.Map(Principal(["sub=p1", "auth_time=" + value, "groups=edu-it"]), Rules, "city", Now);

        Assert.Equal(counts, mapped.Required.AuthenticatedAt is not null);
    }

    [Fact]
    public void Map_WithoutAnId_IsRefused() => Assert.Equal("LDG6105", ClaimMapping.Map(Principal(["groups=edu-it"]), Rules, "city", Now).Refusal?.Fault.Code);

    private static string Describe(SignedInPerson person) =>
        string.Join("; ", person.Duties.Select(duty => (PersonRoleNames.Format(duty.Role) + " " + duty.Department?.ToString()).Trim()));

    private static ClaimsPrincipal Principal(IEnumerable<string> claims) =>
        new(new ClaimsIdentity(claims.Select(claim => claim.Split('=', 2)).Select(pair => new Claim(pair[0], pair[1])), "test"));
}
