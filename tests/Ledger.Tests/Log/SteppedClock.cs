namespace Ledger.Tests.Log;

/// <summary>A clock that shows a set time. Its timers are real.</summary>
internal sealed class SteppedClock : TimeProvider
{
    public DateTimeOffset Now { get; set; } = DateTimeOffset.FromUnixTimeSeconds(1_795_000_000);

    public override DateTimeOffset GetUtcNow() => Now;
}
