namespace Ledger.Cli.Bench;

/// <summary>One kind of request that is measured.</summary>
/// <param name="Callers">How many callers send it at once.</param>
/// <param name="Next">Makes the next request to the node. Called from several threads at once.</param>
/// <param name="Sample">Makes a request of the same length, for the limit. Called from several threads at once.</param>
internal sealed record HttpWork(int Callers, Func<HttpRequestMessage> Next, Func<HttpRequestMessage> Sample)
{
    /// <summary>Receives each answer of the node. Called from several threads at once.</summary>
    public Action<HttpResponseMessage> Answered { get; init; } = _ => { };
}
