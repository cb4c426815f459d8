using System.Text.Encodings.Web;
using Ledger.Access;
using Ledger.Verify.Faults;
using Ledger.Web.Problems;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Ledger.Web.Access;

/// <summary>
/// Authenticates systems: a bearer token (RFC 6750 section 2.1) that the node's token file knows becomes a principal with the token's name,
/// department and role. A challenge and a refusal are problems with a code.
/// </summary>
internal sealed class TokenAuthenticationHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    /// <summary>The name of the scheme, for policies and for the API description.</summary>
    public const string SchemeName = "token";

    private const string Prefix = "Bearer ";

    /// <summary>Why the token of a request cannot be used at this moment; null while it can. Reads the token file again at every call.</summary>
    public static Fault? FindFault(HttpContext context) => FindToken(context.Request) is { } token ? Check(context, token).Fault : AccessFaults.TokenMissing;

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(Authenticate());

    /// <summary>The caller is not known: no token, or why it cannot be used.</summary>
    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var authenticated = await HandleAuthenticateOnceSafeAsync();
        await ProblemAnswers.WriteAsync(Context, Refusal.FromFault(authenticated.Failure is TokenRefusedException refused ? refused.Fault : AccessFaults.TokenMissing));
    }

    /// <summary>The caller is known and may not do this. Policies of departments give a reason of their own: see <see cref="ForbiddenProblems"/>.</summary>
    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        ProblemAnswers.WriteAsync(Context, Refusal.FromFault(AccessFaults.RoleNotAllowed));

    private static string? FindToken(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? header[Prefix.Length..].Trim() : null;
    }

    // Resolved here and not in the constructor: a public route, whose request carries no token, must work without the token file.
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
            : AuthenticateResult.Fail(new TokenRefusedException(check.Fault ?? AccessFaults.TokenUnknown));
    }

    /// <summary>Carries the fault from authentication to the challenge; never thrown. Its message holds no token.</summary>
    private sealed class TokenRefusedException(Fault fault) : Exception(fault.Title.En)
    {
        public Fault Fault { get; } = fault;
    }
}
