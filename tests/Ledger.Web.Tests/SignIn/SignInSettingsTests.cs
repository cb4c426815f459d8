using Ledger.Web.Tests.Running;
using Ledger.Web.Tests.Settings;

namespace Ledger.Web.Tests.SignIn;

/// <summary>Tests the settings of the sign-in, and starts that it prevents.</summary>
public sealed class SignInSettingsTests
{
    public static TheoryData<string[], string> Wrong() => new()
    {
        { ["SignIn:Authority=id.example"], "Ledger:SignIn:Authority" },
        { ["SignIn:Authority=ftp://id.example", "SignIn:ClientId=a"], "Ledger:SignIn:Authority is not an absolute http or https address." },
        { ["SignIn:Authority=http://id.example", "SignIn:ClientId=a"], "Ledger:SignIn:Authority is not https. On one machine, to try something, set Ledger:SignIn:RequireHttps to false." },
        { ["SignIn:Authority=https://id.example"], "Ledger:SignIn:ClientId is empty although an authority is given." },
        { ["SignIn:Authority=https://id.example", "SignIn:ClientId=a", "SignIn:Demonstration=true"], "Ledger:SignIn:Authority and Ledger:SignIn:Demonstration are both given." },
        { ["SignIn:ClientSecret=a", "SignIn:ClientSecretFile=b"], "Ledger:SignIn:ClientSecret and Ledger:SignIn:ClientSecretFile are both given." },
        { ["SignIn:Scopes:0=profile"], "Ledger:SignIn:Scopes does not contain openid." },
        { ["SignIn:IdentityType=library-card"], "Ledger:SignIn:IdentityType is not one of: resident-identity-card" },
        { ["SignIn:Roles:0:Claim=g", "SignIn:Roles:0:Value=v", "SignIn:Roles:0:Role=king", "SignIn:Roles:0:Department=health"], "Ledger:SignIn:Roles: a Role is not clerk, approver, auditor or operator." },
        { ["SignIn:Roles:0:Claim=g", "SignIn:Roles:0:Value=v", "SignIn:Roles:0:Role=resident", "SignIn:Roles:0:Department=health"], "Ledger:SignIn:Roles: a Role is not clerk, approver, auditor or operator." },
        { ["SignIn:Roles:0:Claim=g", "SignIn:Roles:0:Value=v", "SignIn:Roles:0:Role=clerk", "SignIn:Roles:0:Department=Health!"], "Ledger:SignIn:Roles: a Department is not the id of a department." },
        { ["SignIn:Roles:0:Claim=g", "SignIn:Roles:0:Value=v", "SignIn:Roles:0:Role=clerk"], "Ledger:SignIn:Roles: a rule names no Department, and Ledger:SignIn:DepartmentClaim is empty." },
        { ["SignIn:Roles:0:Value=v", "SignIn:Roles:0:Role=clerk", "SignIn:Roles:0:Department=health"], "Ledger:SignIn:Roles: a Claim is missing." },
        { ["SignIn:Departments:0:Value=v"], "Ledger:SignIn:Departments: a Department is missing." },
        { ["SignIn:IdleMinutes=0"], "Ledger:SignIn:IdleMinutes is not between 1 and 1440." },
        { ["SignIn:SessionHours=25"], "Ledger:SignIn:SessionHours is not between 0.1 and 24." },
        { ["SignIn:SessionHours=0.2"], "Ledger:SignIn:IdleMinutes is longer than Ledger:SignIn:SessionHours." },
        { ["SignIn:ConfirmedMinutes=61"], "Ledger:SignIn:ConfirmedMinutes is not between 1 and 60." },
        { ["SignIn:Name=My City"], "Ledger:SignIn:Name is not 1 to 60 characters of a-z, 0-9, dots and hyphens." },
    };

    [Theory, MemberData(nameof(Wrong))]
    public void Check_AWrongSetting_NamesIt(string[] settings, string expected)
    {
        var problems = BoundSettings.Check([.. settings.Select(setting => setting.Split('=', 2)).Select(pair => (pair[0], pair[1]))]);

        Assert.Contains(problems, problem => problem.StartsWith(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void Check_AWholeProvider_FindsNothing() => Assert.Empty(BoundSettings.Check(
        ("SignIn:Authority", "https://id.example/realms/city"), ("SignIn:ClientId", "ledger"), ("SignIn:ClientSecretFile", "/run/secrets/oidc"), ("SignIn:Name", "city-id"),
        ("SignIn:Scopes:0", "openid"), ("SignIn:NameClaim", "given_name"), ("SignIn:IdentityNumberClaim", "id_number"), ("SignIn:DepartmentClaim", "ou"),
        ("SignIn:Departments:0:Value", "42"), ("SignIn:Departments:0:Department", "health"),
        ("SignIn:Roles:0:Claim", "groups"), ("SignIn:Roles:0:Value", "counter"), ("SignIn:Roles:0:Role", "clerk"),
        ("SignIn:MaxAgeMinutes", "30"), ("SignIn:IdleMinutes", "10"), ("SignIn:SessionHours", "4"), ("SignIn:ConfirmedMinutes", "2")));

    [Theory]
    [InlineData(null)]
    [InlineData("http://records.city.example")]
    public async Task Start_ProviderWithoutAPublicAddressOverHttps_IsRefused(string? address)
    {
        using var folder = new TemporaryFolder();

        var (exitCode, output) = await NodeProcess.RunToEndAsync(Path.Combine(folder.Path, "data"), null,
            ("Ledger__SignIn__Authority", "https://id.example"), ("Ledger__SignIn__ClientId", "ledger"), ("Ledger__PublicUrl", address ?? ""));

        Assert.True(exitCode == 2 && output.Contains("Ledger:PublicUrl must be an https address", StringComparison.Ordinal), $"{exitCode} {output}");
    }

    [Fact]
    public async Task Start_DemonstrationSignInOnAConfiguredChain_IsRefused()
    {
        using var folder = new TemporaryFolder();

        var (exitCode, output) = await NodeProcess.RunToEndAsync(Path.Combine(folder.Path, "data"), null,
            ("Ledger__Chain__Endpoints__0", "http://127.0.0.1:1"), ("Ledger__Chain__Registry", "0x0000000000000000000000000000000000000001"),
            ("Ledger__Departments__0__Id", "parks"), ("Ledger__Departments__0__NameZh", "市园林局"), ("Ledger__Departments__0__NameEn", "Parks Office"),
            ("Ledger__SignIn__Demonstration", "true"));

        Assert.True(exitCode == 2 && output.Contains("LDG8028:", StringComparison.Ordinal), $"{exitCode} {output}");
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WithASecretFileThatIsNotThere_NamesTheSetting()
    {
        using var folder = new TemporaryFolder();

        var (exitCode, output) = await NodeProcess.RunToEndAsync(Path.Combine(folder.Path, "data"), null,
            ("Ledger__SignIn__Authority", "https://id.example"), ("Ledger__SignIn__ClientId", "a"), ("Ledger__SignIn__ClientSecretFile", "/nowhere/secret"));

        Assert.True(exitCode == 2 && output.Contains("LDG8004:", StringComparison.Ordinal) && output.Contains("Ledger:SignIn:ClientSecretFile", StringComparison.Ordinal), $"{exitCode} {output}");
    }
}
