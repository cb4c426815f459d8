using Ledger.Ethereum.Rpc;
using Ledger.Verify.Chain;
using Microsoft.Extensions.Time.Testing;

namespace Ledger.Ethereum.Tests.Rpc;

public sealed class HeadJudgeTests
{
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.FromUnixTimeSeconds(1_795_000_000));
    private readonly HeadJudge _judge;

    public HeadJudgeTests() => _judge = new HeadJudge(mostBehind: 5, TimeSpan.FromMinutes(1), _clock);

    [Theory]
    [InlineData("100 100", "Up Up")]
    [InlineData("100 95", "Up Up")]
    [InlineData("100 94", "Up Behind")]
    [InlineData("94 100", "Behind Up")]
    [InlineData("100 1 1", "Unconfirmed Up Up")]
    [InlineData("100 99 1", "Up Up Behind")]
    [InlineData("100 50 1", "Up Behind Behind")]
    [InlineData("900 101 100 94", "Unconfirmed Up Up Behind")]
    public void Judge_Heights_FindsEndpointsBehindAndClaimingTooMuch(string heights, string expected) =>
        Assert.Equal(expected, Judge(heights));

    [Fact]
    public void Judge_HeadThatTheEndpointDoesNotHave_CountsForNothing()
    {
        var states = _judge.Judge([Seen(0, 200) with { IsOwn = false }, Seen(1, 100)]);

        Assert.Equal([EndpointState.Unconfirmed, EndpointState.Up], states.OrderBy(state => state.Key).Select(state => state.Value));
    }

    [Fact]
    public void Judge_LittleBehindForLong_IsBehind()
    {
        Assert.Equal("Up Up", Judge("100 99"));
        _clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal("Up Up", Judge("100 99"));

        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("Up Behind", Judge("100 99"));
        Assert.Equal("Up Up", Judge("101 100"));
    }

    [Fact]
    public void Judge_WholeChainIsLower_ForgetsTheOldHeights()
    {
        Judge("100 100");
        _clock.Advance(TimeSpan.FromMinutes(2));
        Judge("100 100");

        Assert.Equal("Up Up", Judge("3 2"));
    }

    private static ObservedHead Seen(int endpoint, long height) => new(endpoint, new ChainBlock(height, default, DateTimeOffset.UnixEpoch), IsOwn: true);

    private string Judge(string heights)
    {
        var states = _judge.Judge([.. heights.Split(' ').Select((height, i) => Seen(i, long.Parse(height, System.Globalization.CultureInfo.InvariantCulture)))]);
        return string.Join(' ', states.OrderBy(state => state.Key).Select(state => state.Value));
    }
}
