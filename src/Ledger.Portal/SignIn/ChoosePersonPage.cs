using Ledger.Portal.Shell;
using Microsoft.AspNetCore.Http;

namespace Ledger.Portal.SignIn;

/// <summary>Answers a request with the page on which a visitor of the demonstration chooses who to be.</summary>
public static class ChoosePersonPage
{
    /// <summary>Writes the page. The response must not have started.</summary>
    public static Task WriteAsync(HttpContext context, ChoosePersonView view) => HostPage.WriteAsync(context, "/SignIn/ChoosePerson.cshtml", view, StatusCodes.Status200OK);
}
