using Polly;

namespace Ledger.Nodes;

/// <summary>Recognises the exceptions of an outage. Stateless.</summary>
internal static class Outages
{
    /// <summary>Whether an exception of <see cref="HttpClient"/> means that no answer came: a network error, a timeout, or an open circuit breaker.</summary>
    public static bool Includes(Exception problem) => problem is HttpRequestException or OperationCanceledException or ExecutionRejectedException;
}
