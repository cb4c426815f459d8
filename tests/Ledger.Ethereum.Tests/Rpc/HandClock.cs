namespace Ledger.Ethereum.Tests.Rpc;

/// <summary>A clock that moves only when a test moves it. Its timers are those of the system.</summary>
internal sealed class HandClock : TimeProvider
{
    private DateTimeOffset _now = DateTimeOffset.FromUnixTimeSeconds(1_795_000_000);

    public override DateTimeOffset GetUtcNow() => _now;

    public void Advance(TimeSpan by) => _now += by;
}
