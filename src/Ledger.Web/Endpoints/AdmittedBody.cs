using Ledger.Verify.Faults;
using Ledger.Web.Access;
using Ledger.Web.Http;
using Ledger.Web.Problems;

namespace Ledger.Web.Endpoints;

/// <summary>Reads the body of a request whose caller was admitted. Stateless.</summary>
internal static class AdmittedBody
{
    /// <summary>Reads the body and parses it, or returns why not: it is too long, the token was withdrawn while it arrived, or it has a wrong form.</summary>
    /// <param name="context">The request.</param>
    /// <param name="maxLength">The longest body accepted, in bytes.</param>
    /// <param name="read">Parses the body.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async Task<Outcome<T>> ReadAsync<T>(
        HttpContext context, int maxLength, Func<ReadOnlyMemory<byte>, Outcome<T>> read, CancellationToken cancellationToken)
        where T : class
    {
        if (await RequestBodies.ReadAsync(context.Request, maxLength, cancellationToken) is not { } body)
        {
            return RequestRefusals.TooLarge(maxLength);
        }

        return context.FindTokenFault() is { } fault ? fault : read(body);
    }
}
