using System.Threading.Channels;
using Ledger.Faults;
using Ledger.Issuing;

namespace Ledger.Log;

/// <summary>
/// Issues a stream of records, one JSON object a line, and answers each line in the order it came. One bad line costs that line.
/// Lines are checked and sealed in parallel; how many are under way is bounded, so a slow reader of answers slows the stream down
/// instead of filling memory.
/// </summary>
public sealed class BatchAppender(RecordAppender records)
{
    private const int UnderWay = 1024;

    /// <summary>Reads lines to the end and hands out each answer; throws only what the two streams throw.</summary>
    public Task AppendAsync(IAsyncEnumerable<InputLine> lines, Func<LineAnswer, ValueTask> answer, CancellationToken cancellationToken) =>
        AppendAsync(lines, static () => null, answer, static () => ValueTask.CompletedTask, cancellationToken);

    /// <summary>As above, for a caller that buffers answers and whose right to append may end meanwhile.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="refuseAll">Asked before each line, from any thread: why no further line is taken; null while lines are.</param>
    /// <param name="answer">Takes each answer, in the order of the lines.</param>
    /// <param name="pause">Called before every wait for the next answer, so that nobody waits for one that lies in a buffer.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task AppendAsync(
        IAsyncEnumerable<InputLine> lines, Func<Refusal?> refuseAll, Func<LineAnswer, ValueTask> answer, Func<ValueTask> pause, CancellationToken cancellationToken)
    {
        var underWay = Channel.CreateBounded<Task<LineAnswer>>(new BoundedChannelOptions(UnderWay) { SingleReader = true, SingleWriter = true });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reading = ReadAsync(lines, refuseAll, underWay.Writer, stop.Token);
        try
        {
            do
            {
                while (underWay.Reader.TryRead(out var task))
                {
                    if (!task.IsCompleted)
                    {
                        await pause();
                    }

                    await answer(await task);
                }

                await pause();
            }
            while (await underWay.Reader.WaitToReadAsync(stop.Token));
        }
        finally
        {
            // When the answers cannot be delivered there is no point in reading on; what was taken is still committed.
            await stop.CancelAsync();
            await reading;
        }
    }

    private async Task ReadAsync(
        IAsyncEnumerable<InputLine> lines, Func<Refusal?> refuseAll, ChannelWriter<Task<LineAnswer>> underWay, CancellationToken cancellationToken)
    {
        Exception? problem = null;
        try
        {
            await foreach (var line in lines.WithCancellation(cancellationToken))
            {
                await underWay.WriteAsync(AnswerAsync(line, refuseAll, cancellationToken), cancellationToken);
            }
        }
        catch (Exception failure)
        {
            problem = failure; // Handed to the reader of the channel, which is the caller.
        }

        underWay.TryComplete(problem);
    }

    private async Task<LineAnswer> AnswerAsync(InputLine line, Func<Refusal?> refuseAll, CancellationToken cancellationToken)
    {
        await Task.Yield(); // From here on in parallel with the other lines.
        if (refuseAll() is { } over)
        {
            return LineAnswer.Refused(line.Number, line.IsTooLong ? null : RecordRequestReader.FindKey(line.Utf8), over);
        }

        if (line.IsTooLong)
        {
            return LineAnswer.Refused(line.Number, null, Refusal.Of(IssuingFaults.TooLarge));
        }

        var read = RecordRequestReader.Read(line.Utf8);
        if (read.Refusal is { } refusal)
        {
            return LineAnswer.Refused(line.Number, RecordRequestReader.FindKey(line.Utf8), refusal);
        }

        using var request = read.Required;
        var appended = await records.AppendWhenRoomAsync(request, cancellationToken);
        return appended.Refusal is { } notAppended
            ? LineAnswer.Refused(line.Number, request.Key, notAppended)
            : new LineAnswer(line.Number, request.Key, appended.Required, null);
    }
}
