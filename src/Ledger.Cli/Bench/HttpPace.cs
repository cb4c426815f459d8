using System.Text.Json.Nodes;

namespace Ledger.Cli.Bench;

/// <summary>Adds up the turns of one kind of request to one server. Used by one thread.</summary>
internal sealed class HttpPace
{
    private readonly List<TimeSpan> _times = [];
    private double _seconds;
    private double _processorMicroseconds;
    private double _allocated;
    private long _answerBytes;

    /// <summary>Requests per second, over all turns.</summary>
    public double PerSecond => _times.Count / _seconds;

    /// <summary>The mean length of an answer's body.</summary>
    public int AnswerBytes => (int)(_answerBytes / _times.Count);

    /// <summary>The bytes that the server allocated for each request.</summary>
    public double AllocatedBytes => _allocated / _times.Count;

    /// <summary>Adds a turn, the processor time of the server in it, and the bytes that the server allocated.</summary>
    public void Add(HttpTurn turn, TimeSpan processor, double allocated)
    {
        _times.AddRange(turn.Times);
        _seconds += turn.Elapsed.TotalSeconds;
        _answerBytes += turn.AnswerBytes;
        _processorMicroseconds += processor.TotalMicroseconds;
        _allocated += allocated;
    }

    /// <summary>Returns the rate, the latencies and the server's processor time.</summary>
    public JsonObject ToJson()
    {
        var latencies = new Latencies(_times);
        return new JsonObject
        {
            ["requests"] = _times.Count,
            ["perSecond"] = Math.Round(PerSecond),
            ["p50Milliseconds"] = Math.Round(latencies.Percentile(50).TotalMilliseconds, 2),
            ["p95Milliseconds"] = Math.Round(latencies.Percentile(95).TotalMilliseconds, 2),
            ["p99Milliseconds"] = Math.Round(latencies.Percentile(99).TotalMilliseconds, 2),
            ["processorMicrosecondsPerRequest"] = Math.Round(_processorMicroseconds / _times.Count),
        };
    }
}
