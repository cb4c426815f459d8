namespace Ledger.Cli.Bench;

/// <summary>Adds up what was measured for one kind of work, which runs in several turns. Used by one thread.</summary>
internal sealed class Pace
{
    private double _done;
    private double _seconds;
    private double _processorMicroseconds;
    private long _allocated;

    /// <summary>Items per second, over all turns.</summary>
    public double PerSecond => _done / _seconds;

    /// <summary>Processor time for each item, added over all processors, in microseconds.</summary>
    public double ProcessorMicroseconds => _processorMicroseconds / _done;

    /// <summary>The bytes allocated for each item.</summary>
    public long AllocatedBytes => (long)(_allocated / _done);

    /// <summary>Adds a turn.</summary>
    public void Add(long done, TimeSpan time, TimeSpan processor, long allocated)
    {
        _processorMicroseconds += processor.TotalMicroseconds;
        _done += done;
        _seconds += time.TotalSeconds;
        _allocated += allocated;
    }
}
