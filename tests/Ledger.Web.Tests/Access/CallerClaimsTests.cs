using System.Security.Claims;
using Ledger.Access;
using Ledger.Departments;
using Ledger.UseCases;
using Ledger.Web.Access;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Ledger.Web.Tests.Access;

/// <summary>Tests of the principal of a caller, and of the log of the authentication scheme.</summary>
public sealed class CallerClaimsTests
{
    private static readonly DepartmentId Education = DepartmentId.TryParse("education", out var id) ? id : throw new InvalidOperationException("Not a department.");

    public static TheoryData<Role> Roles => [.. Enum.GetValues<Role>()];

    [Theory, MemberData(nameof(Roles))]
    public void Find_PrincipalOfATokenHolder_IsThatCaller(Role role)
    {
        var principal = CallerClaims.ToPrincipal(new TokenHolder("desk-3", Education, role), TokenAuthenticationHandler.SchemeName);

        Assert.Equal(new Caller("desk-3", Education, role), CallerClaims.Find(principal));
        Assert.Equal("desk-3", principal.Identity?.Name);
        Assert.True(principal.IsInRole(role.ToString()));
    }

    [Theory]
    [InlineData("name")]
    [InlineData("department")]
    [InlineData("role")]
    public void Find_PrincipalWithoutOneOfTheClaims_IsNull(string missing)
    {
        var whole = CallerClaims.ToPrincipal(new TokenHolder("desk-3", Education, Role.Issuer), TokenAuthenticationHandler.SchemeName);
        var principal = new ClaimsPrincipal(new ClaimsIdentity(whole.Claims.Where(claim => claim.Type != missing), TokenAuthenticationHandler.SchemeName));

        Assert.Null(CallerClaims.Find(principal));
    }

    [Theory]
    [InlineData("17")]
    [InlineData("issuer")]
    [InlineData("Mayor")]
    public void Find_UnknownRole_IsNull(string role)
    {
        var claims = new[] { new Claim("name", "desk-3"), new Claim("department", "education"), new Claim("role", role) };

        Assert.Null(CallerClaims.Find(new ClaimsPrincipal(new ClaimsIdentity(claims, TokenAuthenticationHandler.SchemeName))));
    }

    [Fact]
    public void Find_ClaimsWithoutAuthentication_IsNull()
    {
        var whole = CallerClaims.ToPrincipal(new TokenHolder("desk-3", Education, Role.Issuer), TokenAuthenticationHandler.SchemeName);

        Assert.Null(CallerClaims.Find(new ClaimsPrincipal(new ClaimsIdentity(whole.Claims))));
    }

    [Fact]
    public async Task Scheme_RequestsWithoutAValidToken_AreNotLogged()
    {
        await using var app = Program.Build(await Program.CreateBuilderAsync([]));
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(TokenAuthenticationHandler).FullName!); // A class always has a full name.

        Assert.False(logger.IsEnabled(LogLevel.Information));
        Assert.True(logger.IsEnabled(LogLevel.Warning));
    }
}
