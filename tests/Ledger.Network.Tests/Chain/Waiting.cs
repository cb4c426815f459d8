namespace Ledger.Network.Tests.Chain;

/// <summary>Waits for other processes. The limit is so long that even a slow machine does not reach it.</summary>
internal static class Waiting
{
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);

    /// <summary>Polls until there is a result that is not null.</summary>
    /// <param name="poll">Polls once. It returns null when an endpoint does not answer.</param>
    /// <param name="what">The expected event, for the message of a failure.</param>
    /// <param name="state">Describes the current state, for the message of a failure.</param>
    public static async Task<T> ForAsync<T>(Func<Task<T?>> poll, string what, Func<string> state)
        where T : class
    {
        using var timer = new PeriodicTimer(Pause);
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            if (await poll() is { } found)
            {
                return found;
            }

            Assert.True(TimeProvider.System.GetElapsedTime(start) < Limit, $"Not within {Limit.TotalSeconds} s: {what}.\n{state()}");
            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }

    /// <inheritdoc cref="ForAsync"/>
    public static Task UntilAsync(Func<Task<bool>> condition, string what, Func<string> state) =>
        ForAsync(async () => await condition() ? what : null, what, state);
}
