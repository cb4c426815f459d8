using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Ledger.Cli.Bench;

/// <summary>Measures a node and its limit in turns. Used by one thread.</summary>
internal sealed class HttpComparison(MeasuredNode node, BareServer limit)
{
    private static readonly TimeSpan LongestBareTurn = TimeSpan.FromSeconds(1);

    /// <summary>Sends the same number of requests to the node in each round, and after it requests to the limit for as long, at most for a second.</summary>
    /// <param name="work">The requests.</param>
    /// <param name="rounds">The number of rounds, at least 1.</param>
    /// <param name="count">The number of requests to the node in each round, at least 1.</param>
    /// <param name="cancellationToken">Cancels the measurement.</param>
    public async Task<JsonObject> MeasureAsync(HttpWork work, int rounds, int count, CancellationToken cancellationToken)
    {
        var (measured, bare) = (new HttpPace(), new HttpPace());
        for (var round = 0; round < rounds; round++)
        {
            var turn = await RunNodeAsync(measured, work, count, cancellationToken);
            await RunBareAsync(bare, work, measured.AnswerBytes, turn < LongestBareTurn ? turn : LongestBareTurn, cancellationToken);
        }

        var figures = measured.ToJson();
        figures["allocatedBytesPerRequest"] = Math.Round(measured.AllocatedBytes);
        figures["answerBytes"] = measured.AnswerBytes;
        figures["callers"] = work.Callers;
        figures["bare"] = bare.ToJson();
        figures["ratio"] = Math.Round(measured.PerSecond / bare.PerSecond, 3);
        return figures;
    }

    private async Task<TimeSpan> RunNodeAsync(HttpPace pace, HttpWork work, int count, CancellationToken cancellationToken)
    {
        var left = count;
        var (processor, allocated) = (node.Processor, await node.ReadAllocatedAsync(cancellationToken));
        var turn = await node.Callers.RunAsync(
            work.Callers, () => Interlocked.Decrement(ref left) >= 0 ? work.Next() : null, work.Answered, cancellationToken);
        pace.Add(turn, node.Processor - processor, await node.ReadAllocatedAsync(cancellationToken) - allocated);
        return turn.Elapsed;
    }

    private async Task RunBareAsync(HttpPace pace, HttpWork work, int answerLength, TimeSpan most, CancellationToken cancellationToken)
    {
        var (processor, start) = (limit.Processor, Stopwatch.GetTimestamp());
        var turn = await limit.Callers.RunAsync(
            work.Callers,
            () => Stopwatch.GetElapsedTime(start) < most ? BareServer.Request(work.Sample(), answerLength) : null,
            _ => { },
            cancellationToken);
        pace.Add(turn, limit.Processor - processor, 0);
    }
}
