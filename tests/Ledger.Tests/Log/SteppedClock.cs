namespace Ledger.Tests.Log;

/// <summary>A clock that shows what it was set to. Its timers are real ones.</summary>
internal sealed class SteppedClock : TimeProvider
{
    public DateTimeOffset Now { get; set; } = DateTimeOffset.FromUnixTimeSeconds(1_795_000_000);

    public override DateTimeOffset GetUtcNow() => Now;
}
