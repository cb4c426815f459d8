using Ledger.Ethereum.Rpc;
using Microsoft.Extensions.Time.Testing;

namespace Ledger.Ethereum.Tests.Rpc;

/// <summary>When an endpoint is asked again after a failure.</summary>
public sealed class EndpointWatchTests
{
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.FromUnixTimeSeconds(1_795_000_000));

    [Fact]
    public void IsDue_FailedOnce_IsAskedAgainAfterThePause()
    {
        var watch = Watch();
        watch.NoteFailure(EndpointState.Silent);
        Assert.False(watch.IsDue);

        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.True(watch.IsDue);
    }

    [Fact]
    public void IsDue_FailedWhileTheClockWasAYearAhead_IsNotSkippedForThatYear()
    {
        var watch = Watch();
        _clock.Advance(TimeSpan.FromDays(365));
        watch.NoteFailure(EndpointState.Silent);

        _clock.AdjustTime(_clock.GetUtcNow() - TimeSpan.FromDays(365));

        Assert.True(watch.IsDue);
    }

    private EndpointWatch Watch() => new(new RpcEndpoint(new Uri("http://127.0.0.1:1")), _clock);
}
