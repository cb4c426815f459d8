using System.Diagnostics.Metrics;

namespace Ledger.Log;

/// <summary>The measurements of the log writers. Without a listener they cost almost nothing.</summary>
public static class LogMeter
{
    /// <summary>The meter's name.</summary>
    public const string Name = "Ledger.Log";

    private static readonly Meter Meter = new(Name);

    /// <summary>The time from gathering a batch to answering it, in seconds, by department.</summary>
    internal static Histogram<double> CommitDuration { get; } = Meter.CreateHistogram(
        "ledger.log.commit.duration", "s", "From a gathered batch to its answers.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 5] });
}
