namespace Ledger.Web.DemoProvider;

/// <summary>The addresses of the demonstration's provider.</summary>
internal static class DemoPaths
{
    public const string Root = "/demo-provider";
    public const string Authorize = Root + "/authorize";
    public const string Token = Root + "/token";
    public const string EndSession = Root + "/end-session";
    public const string Keys = Root + "/keys";
    public const string Configuration = Root + "/.well-known/openid-configuration";

    /// <summary>The parameter with the chosen person.</summary>
    public const string Person = "person";

    /// <summary>The choice of nobody, which refuses the sign-in.</summary>
    public const string Nobody = "nobody";
}
