using Ledger.Log;

namespace Ledger.Tests.Log;

/// <summary>Times that were noted while a clock was ahead must not hold anything up until they have come.</summary>
public sealed class ElapsedTests
{
    private readonly SteppedClock _clock = new();

    [Theory]
    [InlineData(-60, 60)]
    [InlineData(0, 0)]
    public void Since_ATimeThatIsOver_IsHowLongAgo(int then, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Elapsed.Since(_clock.Now + TimeSpan.FromSeconds(then), _clock));

    [Fact]
    public void Since_ATimeThatLiesAhead_IsLongAgo() => Assert.Equal(TimeSpan.MaxValue, Elapsed.Since(_clock.Now + TimeSpan.FromSeconds(1), _clock));

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, false)]
    [InlineData(60, false)]
    [InlineData(61, true)]
    [InlineData(365 * 86400, true)]
    public void HasCome_ATimeSetAtMostAMinuteAhead_IsWaitedForNoLonger(int seconds, bool expected) =>
        Assert.Equal(expected, Elapsed.IsDue(_clock.Now + TimeSpan.FromSeconds(seconds), TimeSpan.FromMinutes(1), _clock));
}
