using System.Threading.Channels;
using Ledger.Issuing;
using Ledger.Verify.Faults;

namespace Ledger.Log;

/// <summary>
/// Issues a stream of records, one JSON object per line, and answers the lines in their order. A bad line affects only itself. Lines are checked and
/// sealed in parallel. The number of lines in progress is bounded, so a slow reader of answers slows the stream down instead of filling the memory.
/// </summary>
public sealed class BatchAppender(RecordAppender records)
{
    private const int UnderWay = 1024;

    // The commits run on the same thread pool and would wait behind every line that is to be sealed. Eight threads seal more than one writer commits.
    private const int SealedAtATime = 8;

    /// <summary>Reads all lines and passes on each answer. Throws only exceptions of the two streams.</summary>
    public Task AppendAsync(IAsyncEnumerable<InputLine> lines, Func<LineAnswer, ValueTask> answer, CancellationToken cancellationToken) =>
        AppendAsync(lines, static () => null, answer, static () => ValueTask.CompletedTask, cancellationToken);

    /// <summary>The same, for a caller that buffers answers and whose permission to append may end.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="refuseAll">Called before each line, from any thread. Returns why no further line is accepted; null to continue.</param>
    /// <param name="answer">Receives each answer, in the order of the lines.</param>
    /// <param name="pause">Called before each wait for an answer, so that the caller can flush its buffer.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
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
            // If the answers cannot be delivered, reading stops. Accepted lines are still committed.
            await stop.CancelAsync();
            await reading;
        }
    }

    private async Task ReadAsync(
        IAsyncEnumerable<InputLine> lines, Func<Refusal?> refuseAll, ChannelWriter<Task<LineAnswer>> underWay, CancellationToken cancellationToken)
    {
        Exception? problem = null;
        var sealing = new SemaphoreSlim(SealedAtATime); // Not disposed: a line may release it after this method ends.
        try
        {
            await foreach (var line in lines.WithCancellation(cancellationToken))
            {
                await sealing.WaitAsync(cancellationToken);
                await underWay.WriteAsync(AnswerAsync(line, refuseAll, sealing, cancellationToken), cancellationToken);
            }
        }
        catch (Exception failure)
        {
            problem = failure; // Rethrown to the reader of the channel, which is the caller.
        }

        underWay.TryComplete(problem);
    }

    private async Task<LineAnswer> AnswerAsync(InputLine line, Func<Refusal?> refuseAll, SemaphoreSlim sealing, CancellationToken cancellationToken)
    {
        await Task.Yield(); // From here on, this line runs in parallel with the others.
        Task<LineAnswer> answering;
        try
        {
            answering = SealAndAppendAsync(line, refuseAll, cancellationToken); // Returns when the sealed record waits for its commit.
        }
        finally
        {
            sealing.Release();
        }

        return await answering;
    }

    private async Task<LineAnswer> SealAndAppendAsync(InputLine line, Func<Refusal?> refuseAll, CancellationToken cancellationToken)
    {
        if (refuseAll() is { } over)
        {
            return LineAnswer.Refused(line.Number, line.IsTooLong ? null : RecordRequestReader.FindKey(line.Utf8), over);
        }

        if (line.IsTooLong)
        {
            return LineAnswer.Refused(line.Number, null, Refusal.FromFault(IssuingFaults.TooLarge));
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
