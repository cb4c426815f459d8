using System.Diagnostics;
using System.Security.Cryptography;

namespace Ledger.Cli.Bench;

/// <summary>
/// The limit of <c>bench issue</c>: the same number of bytes in batches of the same size, appended to one file that is flushed once after each batch.
/// </summary>
internal sealed class AppendLimit
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(1);

    private readonly List<double> _flushes = [];
    private double _records;
    private double _seconds;

    /// <summary>Records per second, over all measurements.</summary>
    public double RecordsPerSecond => _records / _seconds;

    /// <summary>The median time of one flush, in milliseconds.</summary>
    public double FlushMilliseconds => _flushes.Order().ElementAt(_flushes.Count / 2);

    /// <summary>Appends for a second. Measure before and after the work, because the speed of the machine may change meanwhile.</summary>
    /// <param name="path">The file, which is deleted afterwards.</param>
    /// <param name="recordLength">The bytes of a record.</param>
    /// <param name="batchSize">The records of a batch.</param>
    public void Measure(string path, int recordLength, double batchSize)
    {
        var batch = RandomNumberGenerator.GetBytes((int)Math.Max(1, recordLength * batchSize));
        using var file = File.OpenHandle(path, FileMode.Create, FileAccess.Write, options: FileOptions.DeleteOnClose);
        var start = Stopwatch.GetTimestamp();
        var length = 0L;
        while (Stopwatch.GetElapsedTime(start) < Long)
        {
            RandomAccess.Write(file, batch, length);
            length += batch.Length;
            var flush = Stopwatch.GetTimestamp();
            RandomAccess.FlushToDisk(file);
            _flushes.Add(Stopwatch.GetElapsedTime(flush).TotalMilliseconds);
            _records += batchSize;
        }

        _seconds += Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
