namespace Ledger.Chain.Tests.Departments;

/// <summary>A clock that stands until it is moved, so that patience costs no waiting. Its timers are the system's.</summary>
internal sealed class MovedClock : TimeProvider
{
    private long _ticks = DateTimeOffset.FromUnixTimeSeconds(1_795_000_000).Ticks;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    public void Advance(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);
}
