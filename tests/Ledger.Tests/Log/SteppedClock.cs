namespace Ledger.Tests.Log;

/// <summary>A clock that shows a set time. It measures no time between two moments, so a slow machine changes nothing. Its timers are real.</summary>
internal sealed class SteppedClock : TimeProvider
{
    public DateTimeOffset Now { get; set; } = DateTimeOffset.FromUnixTimeSeconds(1_795_000_000);

    public override DateTimeOffset GetUtcNow() => Now;

    public override long GetTimestamp() => 0;
}
