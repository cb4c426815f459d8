namespace Ledger.Tests.Issuing;

/// <summary>A clock that changes only when a test advances it. Its timers are those of the system.</summary>
internal sealed class ManualClock(DateTimeOffset start) : TimeProvider
{
    private DateTimeOffset _now = start;

    public override DateTimeOffset GetUtcNow() => _now;

    public void Advance(TimeSpan by) => _now += by;
}
