namespace Ledger.Portal.Shell;

/// <summary>The limits of pages.</summary>
public static class PortalLimits
{
    /// <summary>The name of the rate limit of checking records and trying short codes. The host sets it, counted for the address of the caller.</summary>
    public const string Checking = "portal-checking";

    /// <summary>The most bytes of a form with a few choices or words. The framework reads a whole form before the page sees it.</summary>
    public const int SmallForm = 128 * 1024;
}
