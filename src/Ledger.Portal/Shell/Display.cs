using Microsoft.AspNetCore.Http;

namespace Ledger.Portal.Shell;

/// <summary>How a reader wants pages to look. The choice is kept in two cookies, which hold no personal data.</summary>
/// <param name="Larger">Larger text and targets.</param>
/// <param name="Contrast">White and yellow on black.</param>
public sealed record Display(bool Larger, bool Contrast)
{
    /// <summary>The cookie of larger text.</summary>
    public const string LargerCookie = "ledger-larger";

    /// <summary>The cookie of high contrast.</summary>
    public const string ContrastCookie = "ledger-contrast";

    /// <summary>The value of a cookie that is on.</summary>
    public const string On = "on";

    /// <summary>The classes of the root element.</summary>
    public string Classes => string.Join(' ', new[] { "govuk-template", Larger ? "app-larger" : "", Contrast ? "app-contrast" : "" }.Where(name => name.Length > 0));

    /// <summary>Reads the choice of a request.</summary>
    public static Display Read(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new Display(request.Cookies[LargerCookie] == On, request.Cookies[ContrastCookie] == On);
    }
}
