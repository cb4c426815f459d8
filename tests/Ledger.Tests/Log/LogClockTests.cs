using Ledger.Log;
using Ledger.Verify.Chain;
using Ledger.Verify.Trees;

namespace Ledger.Tests.Log;

/// <summary>Compares the clock with the chain's blocks and the newest entry, in both directions.</summary>
public sealed class LogClockTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 28, 9, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Year = TimeSpan.FromDays(365);
    private readonly HandMovedClock _clock = new(Start);
    private long _number;

    [Fact]
    public void Read_NothingKnownAndAnEmptyLog_FindsNothing()
    {
        var reading = Make().Read(0);

        Assert.Null(reading.Fault);
        Assert.Equal((Start, (TimeSpan?)null, TimeSpan.Zero), (reading.Trusted, reading.Drift, reading.EntryAhead));
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(119, null)]
    [InlineData(131, "LDG3391")] // The tolerance, plus the poll in which the block appeared.
    [InlineData(365 * 86400, "LDG3391")]
    [InlineData(-119, null)]
    [InlineData(-121, "LDG3390")]
    [InlineData(-365 * 86400, "LDG3390")]
    public void Read_ClockFarFromALiveChain_IsReportedInBothDirections(int seconds, string? code)
    {
        var clock = Make();
        SeeLiveChain(clock);

        _clock.Now += TimeSpan.FromSeconds(seconds);

        Assert.Equal(code, clock.Read(0)?.Fault?.Code);
    }

    [Fact]
    public void Read_ClockAhead_TrustsNoTimeBeyondTheChains()
    {
        var clock = Make();
        SeeLiveChain(clock);

        _clock.Now += Year;

        var reading = clock.Read(0);
        Assert.InRange(reading.Trusted, Start, Start + Look + Look);
        Assert.InRange(reading.Drift!.Value, Year - Look, Year);
    }

    [Fact]
    public void Read_ChainAheadOfTheClock_TrustsTheClock() // A wrong endpoint must not move the log's time forward.
    {
        var clock = Make();
        clock.Observe(Block(Start + Year));

        var reading = clock.Read(0);

        Assert.Equal(("LDG3390", Start, -Year), (reading.Fault?.Code, reading.Trusted, reading.Drift));
    }

    [Fact]
    public void Read_ClockSetBackAgain_FindsNothing()
    {
        var clock = Make();
        SeeLiveChain(clock);
        _clock.Now += Year;
        Assert.NotNull(clock.Read(0).Fault);

        _clock.Now -= Year;

        Assert.Null(clock.Read(0).Fault);
    }

    [Fact]
    public void Read_ChainThatStandsStill_ContinuesWithTheMonotonicClock()
    {
        var clock = Make();
        SeeLiveChain(clock);
        var last = _number;
        for (var i = 0; i < 100; i++)
        {
            _clock.Pass(TimeSpan.FromHours(1));
            clock.Observe(new ChainBlock(last, default, Start));
            Assert.Null(clock.Read(0).Fault);
        }

        _clock.Now += Year;

        Assert.Equal("LDG3391", clock.Read(0).Fault?.Code);
    }

    [Fact]
    public void Read_FirstBlockIsOldAndTheNewestEntryToo_IsNotConfirmedUntilTheNextBlock()
    {
        var clock = Make();
        clock.Observe(Block(Start - Year));
        Assert.Equal("LDG3392", clock.Read(Milliseconds(Start - Year)).Fault?.Code);
        Assert.Equal("LDG3392", clock.Read(0).Fault?.Code);
        Assert.Null(clock.Read(Milliseconds(Start - Tolerance)).Fault); // A department that has just written.

        _clock.Pass(Look);
        clock.Observe(Block(Start - Year + Look));

        Assert.Equal("LDG3391", clock.Read(Milliseconds(Start - Year)).Fault?.Code); // The chain is live, with a time a year ago.
    }

    [Theory]
    [InlineData(120, null)]
    [InlineData(121, "LDG3392")]
    public void Read_FirstBlockIsYoung_ConfirmsTheClock(int age, string? code)
    {
        var clock = Make();

        clock.Observe(Block(Start - TimeSpan.FromSeconds(age)));

        Assert.Equal(code, clock.Read(0).Fault?.Code);
        _clock.Now += Year;
        Assert.Equal(code ?? "LDG3391", clock.Read(0).Fault?.Code);
    }

    [Fact]
    public void Read_NodeOfTheChainCatchesUp_DoesNotSetTheTime()
    {
        var clock = Make();
        clock.Observe(Block(Start - Year));
        for (var i = 1; i <= 10; i++)
        {
            _clock.Pass(Look);
            clock.Observe(Block(Start - Year + TimeSpan.FromDays(i)));
            Assert.Equal("LDG3392", clock.Read(0).Fault?.Code);
        }

        _clock.Pass(Look);
        clock.Observe(Block(_clock.Now));
        _clock.Pass(Look);
        clock.Observe(Block(_clock.Now));

        Assert.Null(clock.Read(0).Fault);
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(59, null)]
    [InlineData(-59, null)]
    [InlineData(61, "LDG3392")]
    [InlineData(-61, "LDG3392")]
    [InlineData(-365 * 24 * 60, "LDG3392")] // Left in the settings, or confirmed while the clock was a year ahead.
    public void Read_OperatorConfirmedTheClock_IsValidForAnHour(int minutes, string? code)
    {
        var clock = Make(confirmedAt: Start + TimeSpan.FromMinutes(minutes));

        clock.Observe(Block(Start - Year));

        Assert.Equal(code, clock.Read(Milliseconds(Start - Year)).Fault?.Code);
    }

    [Theory]
    [InlineData(29, null)]
    [InlineData(31, "LDG3392")]
    public void Read_ChainSilentSinceTheStart_LimitsTheIdleTime(int days, string? code) =>
        Assert.Equal(code, Make().Read(Milliseconds(Start - TimeSpan.FromDays(days))).Fault?.Code);

    [Theory]
    [InlineData(1000, null)]
    [InlineData(1001, "LDG3004")]
    [InlineData(365L * 86_400_000, "LDG3004")]
    public void Read_NewestEntryAheadAndTheChainSilent_BlamesClockOrEntry(long milliseconds, string? code) =>
        Assert.Equal(code, Make().Read(Milliseconds(Start) + milliseconds).Fault?.Code);

    [Theory]
    [InlineData(60, "LDG3004")]
    [InlineData(365 * 86400, "LDG3393")]
    public void Read_NewestEntryAheadOfALiveChain_BlamesTheEntry(int seconds, string code)
    {
        var clock = Make();
        SeeLiveChain(clock);

        var reading = clock.Read(Milliseconds(_clock.Now) + (seconds * 1000L));

        Assert.Equal((code, TimeSpan.FromSeconds(seconds)), (reading.Fault?.Code, reading.EntryAhead));
    }

    private static long Milliseconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds();

    private LogClock Make(DateTimeOffset? confirmedAt = null) =>
        new(_clock, new ClockBounds { Tolerance = Tolerance, LongestIdle = TimeSpan.FromDays(30), ConfirmedAt = confirmedAt });

    private void SeeLiveChain(LogClock clock)
    {
        clock.Observe(Block(_clock.Now));
        _clock.Pass(Look);
        clock.Observe(Block(_clock.Now));
    }

    private ChainBlock Block(DateTimeOffset time) => new(++_number, Digest.Sha256(BitConverter.GetBytes(_number)), time);
}
