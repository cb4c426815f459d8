namespace Ledger.Ethereum.Tests.Rpc;

/// <summary>A clock that stands until it is moved. Its timers are the system's.</summary>
internal sealed class HandClock : TimeProvider
{
    private DateTimeOffset _now = DateTimeOffset.FromUnixTimeSeconds(1_795_000_000);

    public override DateTimeOffset GetUtcNow() => _now;

    public void Advance(TimeSpan by) => _now += by;
}
