using System.Security.Cryptography;
using Ledger.Verify.Faults;
using Microsoft.AspNetCore.Authentication;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Ledger.Web.SignIn;

/// <summary>Finds out why a sign-in failed, and logs it where an operator can do something. Stateless.</summary>
internal static class SignInFailures
{
    private const string ErrorKey = "error"; // The framework puts the provider's error code here.

    // The person did not finish at the provider (OpenID Connect Core section 3.1.2.6).
    private static readonly string[] Unfinished = ["access_denied", "login_required", "consent_required", "interaction_required", "account_selection_required"];

    /// <summary>
    /// Finds the fault of an exception, and logs it. What a browser sent, or broke off, is no news for an operator: anybody can send an error to the
    /// callback.
    /// </summary>
    public static Fault Explain(Exception problem, HttpContext context, ILogger logger)
    {
        var isOfBrowser = context.Request.Query.ContainsKey(ErrorKey) || context.RequestAborted.IsCancellationRequested;
        var kind = Describe(problem);
        var error = problem.Data[ErrorKey] as string ?? "";
        if (IsOutage(problem) || error is "server_error" or "temporarily_unavailable")
        {
            if (isOfBrowser)
            {
                SignInLog.NotFinished(logger, SignInFaults.ProviderUnreachable.Code, kind);
            }
            else
            {
                SignInLog.ProviderUnreachable(logger, SignInFaults.ProviderUnreachable.Code, kind);
            }

            return SignInFaults.ProviderUnreachable;
        }

        var fault = Unfinished.Contains(error) ? SignInFaults.Cancelled
            : error == "invalid_grant" ? SignInFaults.CallbackRejected // A code that was used before, or came too late.
            : problem is OpenIdConnectProtocolException and not OpenIdConnectProtocolInvalidNonceException && error.Length > 0 ? SignInFaults.ProviderAnswerInvalid
            : problem is AuthenticationFailureException or OpenIdConnectProtocolInvalidNonceException or CryptographicException ? SignInFaults.CallbackRejected
            : SignInFaults.ProviderAnswerInvalid;
        if (fault == SignInFaults.ProviderAnswerInvalid && !isOfBrowser)
        {
            SignInLog.ProviderAnswerInvalid(logger, fault.Code, kind);
        }
        else
        {
            SignInLog.NotFinished(logger, fault.Code, kind);
        }

        return fault;
    }

    /// <summary>Whether the provider did not answer.</summary>
    public static bool IsOutage(Exception problem)
    {
        for (var cause = problem; cause is not null; cause = cause.InnerException)
        {
            if (cause is HttpRequestException or IOException or TimeoutException or TaskCanceledException)
            {
                return true;
            }
        }

        return false;
    }

    // The kinds only: a message may quote an answer.
    private static string Describe(Exception problem) => problem.InnerException is { } inner
        ? FaultException.GetName(problem) + ", " + FaultException.GetName(inner)
        : FaultException.GetName(problem);
}
