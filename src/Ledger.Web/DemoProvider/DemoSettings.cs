using Ledger.Access;
using Ledger.Web.Settings;

namespace Ledger.Web.DemoProvider;

/// <summary>The settings of a sign-in at the demonstration's provider: the same that an operator writes for another provider. Stateless.</summary>
internal static class DemoSettings
{
    /// <summary>Makes the settings. The lengths of sessions are those of the node.</summary>
    /// <param name="issuer">The issuer.</param>
    /// <param name="client">The client.</param>
    /// <param name="node">The settings of the node.</param>
    public static SignInOptions Make(Uri issuer, DemoClient client, SignInOptions node) => new()
    {
        Name = "demonstration",
        Authority = issuer,
        ClientId = DemoClient.Id,
        ClientSecret = client.Secret,
        RequireHttps = false,
        IdentityNumberClaim = DemoClaims.IdentityNumber,
        DepartmentClaim = DemoClaims.Department,
        Roles =
        [
            .. PersonRoleNames.All.Where(name => name != PersonRoleNames.Format(PersonRole.Resident))
                .Select(name => new SignInRoleOptions { Claim = DemoClaims.Role, Value = name, Role = name }),
        ],
        IdleMinutes = node.IdleMinutes,
        SessionHours = node.SessionHours,
        MaxAgeMinutes = node.MaxAgeMinutes,
        ConfirmedMinutes = node.ConfirmedMinutes,
    };
}
