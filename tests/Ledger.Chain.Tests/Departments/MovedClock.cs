namespace Ledger.Chain.Tests.Departments;

/// <summary>A clock that a test advances, so that timeouts need no real waiting. It uses the timers of the system.</summary>
internal sealed class MovedClock : TimeProvider
{
    private long _ticks = DateTimeOffset.FromUnixTimeSeconds(1_795_000_000).Ticks;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    public void Advance(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);
}
