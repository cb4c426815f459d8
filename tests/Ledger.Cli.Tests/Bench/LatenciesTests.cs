using System.Text.Json.Nodes;
using Ledger.Cli.Bench;

namespace Ledger.Cli.Tests.Bench;

public sealed class LatenciesTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(50, 101)]
    [InlineData(99, 199)]
    [InlineData(100, 200)]
    public void Percentile_OfTwoHundred_IsTheTimeAtThatShare(int percent, int expected)
    {
        var latencies = new Latencies(Enumerable.Range(1, 200).Reverse().Select(time => TimeSpan.FromMicroseconds(time)));

        Assert.Equal(expected, latencies.Percentile(percent).TotalMicroseconds);
    }

    [Fact]
    public void Write_OneTime_IsEveryPercentile()
    {
        var figures = new JsonObject();

        new Latencies([TimeSpan.FromMicroseconds(7)]).WriteTo(figures, "cold");

        Assert.Equal("""{"coldP50Microseconds":7,"coldP90Microseconds":7,"coldP99Microseconds":7}""", figures.ToJsonString());
    }
}
