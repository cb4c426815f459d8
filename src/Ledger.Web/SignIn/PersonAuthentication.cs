using Ledger.People;
using Ledger.Portal.Shell;
using Microsoft.AspNetCore.Authentication;

namespace Ledger.Web.SignIn;

/// <summary>Reads the session of a person, on pages only. The API never sees a session, and a page never sees a token.</summary>
internal static class PersonAuthentication
{
    public static void Use(IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        if (ProblemPage.IsForPeople(context) && (await context.AuthenticateAsync(PersonClaims.Scheme)).Principal is { } person)
        {
            context.User = person;
        }

        await next(context);
    });
}
