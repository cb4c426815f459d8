using Ledger.Log;

namespace Ledger.Tests.Log;

/// <summary>A time that was noted while a clock was ahead must not delay anything until it has come.</summary>
public sealed class ElapsedTests
{
    private readonly SteppedClock _clock = new();

    [Theory]
    [InlineData(-60, 60)]
    [InlineData(0, 0)]
    public void Since_PastTime_ReturnsTheElapsedTime(int then, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Elapsed.Since(_clock.Now + TimeSpan.FromSeconds(then), _clock));

    [Fact]
    public void Since_FutureTime_ReturnsTheMaximum() => Assert.Equal(TimeSpan.MaxValue, Elapsed.Since(_clock.Now + TimeSpan.FromSeconds(1), _clock));

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, false)]
    [InlineData(60, false)]
    [InlineData(61, true)]
    [InlineData(365 * 86400, true)]
    public void IsDue_TimeSetAtMostAMinuteAhead_IsNotDueBeforeIt(int seconds, bool expected) =>
        Assert.Equal(expected, Elapsed.IsDue(_clock.Now + TimeSpan.FromSeconds(seconds), TimeSpan.FromMinutes(1), _clock));
}
