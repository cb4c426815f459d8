using Polly;

namespace Ledger.Nodes;

/// <summary>Recognises that a node did not answer. Stateless.</summary>
internal static class Outages
{
    /// <summary>Whether an exception of <see cref="HttpClient"/> means that no answer came: an error on the way, a time limit, or an open circuit.</summary>
    public static bool Includes(Exception problem) => problem is HttpRequestException or OperationCanceledException or ExecutionRejectedException;
}
