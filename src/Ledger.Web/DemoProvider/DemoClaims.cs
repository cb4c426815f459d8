namespace Ledger.Web.DemoProvider;

/// <summary>The names of the claims in the identity token of the demonstration's provider.</summary>
internal static class DemoClaims
{
    public const string IdentityNumber = "identity_number";
    public const string Role = "role";
    public const string Department = "department";
}
