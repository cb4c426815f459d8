namespace Ledger.Portal.Shell;

/// <summary>The names of the rate limits of pages. The host sets each of them, counted for the address of the caller.</summary>
public static class PortalLimits
{
    /// <summary>Checking records, and trying short codes.</summary>
    public const string Checking = "portal-checking";
}
