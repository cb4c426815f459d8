using System.Collections.Immutable;
using System.Security.Claims;
using Ledger.Access;
using Ledger.Portal.Shell;
using Ledger.Portal.SignIn;
using Ledger.Verify.Faults;
using Ledger.Web.Problems;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.WebUtilities;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Ledger.Web.DemoProvider;

/// <summary>
/// Maps the addresses of the demonstration's provider. Its page has links and no form, because the policy of pages lets no form lead to another
/// address, and the node has several.
/// </summary>
internal static class DemoProviderRoutes
{
    private const string Scheme = OpenIddictServerAspNetCoreDefaults.AuthenticationScheme;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var provider = routes.MapGroup("").ExcludeFromDescription();
        provider.MapGet(DemoPaths.Authorize, context => AnswerAsync(context, ChooseAsync)).WithMetadata(new ForPeople());
        provider.MapGet(DemoPaths.EndSession, context => AnswerAsync(context, NotFoundAsync)).WithMetadata(new ForPeople());
        provider.MapGet(DemoPaths.Configuration, context => AnswerAsync(context, NotFoundAsync));
        provider.MapGet(DemoPaths.Keys, context => AnswerAsync(context, NotFoundAsync));
        provider.MapPost(DemoPaths.Token, context => AnswerAsync(context, NotFoundAsync));
    }

    // The library answers by itself, except for the page where a person is chosen. Outside a demonstration there is no such address.
    private static async Task AnswerAsync(HttpContext context, Func<HttpContext, Task> next)
    {
        if (!context.RequestServices.GetRequiredService<DemoIssuer>().IsOpen)
        {
            await NotFoundAsync(context);
            return;
        }

        var handler = await context.RequestServices.GetRequiredService<IAuthenticationHandlerProvider>().GetHandlerAsync(context, Scheme);
        if (handler is not IAuthenticationRequestHandler provider || !await provider.HandleRequestAsync())
        {
            await next(context);
        }
    }

    private static Task NotFoundAsync(HttpContext context) => ProblemAnswers.WriteAsync(context, Refusal.FromFault(RequestFaults.NoSuchAddress));

    private static async Task ChooseAsync(HttpContext context)
    {
        var request = context.GetOpenIddictServerRequest() ?? throw new InvalidOperationException("The library did not read the request.");
        var people = context.RequestServices.GetRequiredService<DemoPeople>();
        var choice = (string?)request[DemoPaths.Person];
        if (choice == DemoPaths.Nobody)
        {
            await context.ForbidAsync(Scheme, new AuthenticationProperties(new Dictionary<string, string?>
            {
                [OpenIddictServerAspNetCoreConstants.Properties.Error] = Errors.AccessDenied,
            }));
        }
        else if (people.Find(choice) is { } person)
        {
            var now = context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
            await context.SignInAsync(Scheme, ToPrincipal(person, request.GetScopes(), now));
        }
        else
        {
            await ChoosePersonPage.WriteAsync(context, new ChoosePersonView(
                [.. people.All.Select(one => new PersonToChoose(one.Name, one.About, AddressOf(context.Request, one.Id)))], AddressOf(context.Request, DemoPaths.Nobody)));
        }
    }

    private static string AddressOf(HttpRequest request, string choice) =>
        QueryHelpers.AddQueryString(request.PathBase + request.Path + request.QueryString, DemoPaths.Person, choice);

    private static ClaimsPrincipal ToPrincipal(DemoPerson person, ImmutableArray<string> scopes, DateTimeOffset now)
    {
        var identity = new ClaimsIdentity(Scheme);
        identity.SetClaim(Claims.Subject, person.Id)
            .SetClaim(Claims.Name, $"{person.Name.Zh} {person.Name.En}")
            .SetClaim(Claims.AuthenticationTime, now.ToUnixTimeSeconds())
            .SetClaim(DemoClaims.IdentityNumber, person.IdentityNumber)
            .SetClaim(DemoClaims.Role, person.Role is { } role ? PersonRoleNames.Format(role) : null)
            .SetClaims(DemoClaims.Department, [.. person.Departments]);
        identity.SetScopes(scopes);
        identity.SetDestinations(_ => [Destinations.IdentityToken]);
        return new ClaimsPrincipal(identity);
    }
}
