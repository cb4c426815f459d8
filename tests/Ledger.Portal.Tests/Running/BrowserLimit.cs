namespace Ledger.Portal.Tests.Running;

/// <summary>
/// Bounds each wait for the browser. Some calls of Playwright have no limit of their own, so a browser that no longer answers would stop the whole run.
/// After a few such waits the browser is taken for dead, and the remaining tests fail at once. Safe for use from any thread.
/// </summary>
internal static class BrowserLimit
{
    private const int Most = 3;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
    private static int _exceeded;

    /// <summary>Calls the browser and waits for its answer.</summary>
    /// <exception cref="TimeoutException">It did not answer within two minutes, or did not answer several times before.</exception>
    public static async Task<T> CallAsync<T>(Func<Task<T>> call)
    {
        if (Volatile.Read(ref _exceeded) >= Most)
        {
            throw new TimeoutException($"The browser did not answer {Most} times, so it is not asked again.");
        }

        try
        {
            return await call().WaitAsync(Limit);
        }
        catch (TimeoutException)
        {
            Interlocked.Increment(ref _exceeded);
            throw;
        }
    }
}
