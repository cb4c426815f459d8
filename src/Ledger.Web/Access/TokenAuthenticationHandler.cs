using System.Text.Encodings.Web;
using Ledger.Access;
using Ledger.Verify.Faults;
using Ledger.Web.Problems;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Ledger.Web.Access;

/// <summary>
/// Authenticates systems. It turns a bearer token (RFC 6750 section 2.1) from the node's token file into a principal with the name, department and
/// role of the token. It answers a challenge and a refusal with a problem and its code.
/// </summary>
internal sealed class TokenAuthenticationHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    /// <summary>The name of the scheme, for policies and for the API description.</summary>
    public const string SchemeName = "token";

    private const string Prefix = "Bearer ";

    /// <summary>Returns why the token of a request is not valid now, or null when it is valid. Reads the token file at every call.</summary>
    public static Fault? FindFault(HttpContext context) => FindToken(context.Request) is { } token ? Check(context, token).Fault : AccessFaults.TokenMissing;

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(Authenticate());

    /// <summary>Answers a request without a token, or with a token that is not valid.</summary>
    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var authenticated = await HandleAuthenticateOnceSafeAsync();
        await ProblemAnswers.WriteAsync(Context, Refusal.FromFault(authenticated.Failure is FaultException refused ? refused.Fault : AccessFaults.TokenMissing));
    }

    /// <summary>Answers a known caller without the right. The policies of departments give their own reason: see <see cref="ForbiddenProblems"/>.</summary>
    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        ProblemAnswers.WriteAsync(Context, Refusal.FromFault(AccessFaults.RoleNotAllowed));

    private static string? FindToken(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? header[Prefix.Length..].Trim() : null;
    }

    // Resolved here and not in the constructor, because a public route must work without the token file.
    private static TokenCheck Check(HttpContext context, string token) => context.RequestServices.GetRequiredService<AccessTokens>().Check(token);

    private AuthenticateResult Authenticate()
    {
        if (FindToken(Request) is not { } token)
        {
            return AuthenticateResult.NoResult();
        }

        var check = Check(Context, token);
        return check.Holder is { } holder
            ? AuthenticateResult.Success(new AuthenticationTicket(CallerClaims.ToPrincipal(holder, Scheme.Name), Scheme.Name))
            : AuthenticateResult.Fail(new FaultException(check.Fault ?? AccessFaults.TokenUnknown, "")); // Never thrown. It carries the fault to the challenge.
    }
}
