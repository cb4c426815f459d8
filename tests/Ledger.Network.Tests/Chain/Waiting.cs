namespace Ledger.Network.Tests.Chain;

/// <summary>Waiting for something that other processes do, with a limit that only a machine that stands still reaches.</summary>
internal static class Waiting
{
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);

    /// <summary>Looks again and again until there is a result that is not null.</summary>
    /// <param name="look">One look; an endpoint that does not answer is a look without result.</param>
    /// <param name="what">What is waited for, said when it does not come.</param>
    /// <param name="state">How things stand, said along with it.</param>
    public static async Task<T> ForAsync<T>(Func<Task<T?>> look, string what, Func<string> state)
        where T : class
    {
        using var timer = new PeriodicTimer(Pause);
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            if (await look() is { } found)
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
