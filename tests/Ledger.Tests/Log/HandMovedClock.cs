namespace Ledger.Tests.Log;

/// <summary>A clock and a monotonic timer that move separately, as when somebody sets the clock of a machine.</summary>
internal sealed class HandMovedClock(DateTimeOffset now) : TimeProvider
{
    private long _ticks = TimeSpan.TicksPerDay;

    public DateTimeOffset Now { get; set; } = now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => Now;

    public override long GetTimestamp() => _ticks;

    /// <summary>Advances both.</summary>
    public void Pass(TimeSpan time)
    {
        Now += time;
        _ticks += time.Ticks;
    }
}
