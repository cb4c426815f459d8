using System.Text.Json.Nodes;

namespace Ledger.Cli.Bench;

/// <summary>The times of many equal pieces of work. Immutable.</summary>
internal sealed class Latencies
{
    private readonly TimeSpan[] _sorted;

    /// <param name="times">The times, in any order; at least one.</param>
    public Latencies(IEnumerable<TimeSpan> times) => _sorted = [.. times.Order()];

    /// <summary>Returns the time below which the given share of the times lies.</summary>
    /// <param name="percent">From 0 to 100.</param>
    public TimeSpan Percentile(int percent) => _sorted[Math.Min(_sorted.Length * percent / 100, _sorted.Length - 1)];

    /// <summary>Adds the median and two high percentiles to a result, in microseconds.</summary>
    public void WriteTo(JsonObject figures, string prefix)
    {
        foreach (var percent in (int[])[50, 90, 99])
        {
            figures[$"{prefix}P{percent}Microseconds"] = Math.Round(Percentile(percent).TotalMicroseconds);
        }
    }
}
