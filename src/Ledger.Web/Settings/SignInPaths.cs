namespace Ledger.Web.Settings;

/// <summary>The addresses of the sign-in of people.</summary>
internal static class SignInPaths
{
    /// <summary>Begins a sign-in. A link leads here, because the policy of pages lets no form lead to another service.</summary>
    public const string Begin = "/sign-in";

    /// <summary>Where the provider sends people back. Register <c>{address of the node}/sign-in/callback</c> at the provider.</summary>
    public const string Callback = "/sign-in/callback";

    /// <summary>Ends a session.</summary>
    public const string End = "/sign-out";

    /// <summary>Ends the session at the provider too.</summary>
    public const string EndAtProvider = "/sign-out/provider";

    /// <summary>Where the provider sends people back after it signed them out. Register it at the provider, too.</summary>
    public const string EndCallback = "/sign-out/callback";

    /// <summary>Says that the session has ended.</summary>
    public const string Ended = "/signed-out";

    /// <summary>The parameter with the page to return to.</summary>
    public const string Return = "return";

    /// <summary>The parameter that asks for a new proof of identity although the person is signed in.</summary>
    public const string Again = "again";
}
