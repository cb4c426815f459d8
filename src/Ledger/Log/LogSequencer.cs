using System.Threading.Channels;
using Ledger.Departments;
using Ledger.Tracing;
using Ledger.Verify.Faults;

namespace Ledger.Log;

/// <summary>
/// The single writer of one department's log. Any thread may append. A returned entry is durable and covered by a signed checkpoint.
/// </summary>
/// <remarks>
/// The commit protocol has these steps. Start-up (<see cref="LogPublisher.OpenAsync"/>) runs steps 3, 4 and 6 with the same code.
/// <list type="number">
/// <item>Stage: assign indices and times, make the entries, stage the tiles in memory. Compute the root in two independent ways, by compact range and
/// by folding the staged tiles, and compare the results;</item>
/// <item>Commit: flush the keys of new subjects, then compare and swap the head in the store in one durable, atomic step. Before this step nothing
/// has happened. After it all further steps can be repeated;</item>
/// <item>Tiles: write them whole, without a flush, before the checkpoint that names them;</item>
/// <item>Head lock and checkpoint: make the head durable in the lock, and meanwhile the new checkpoint beside the old one. Replace the old one only
/// after the lock, so that a restored backup is recognised;</item>
/// <item>Answer;</item>
/// <item>Flush: make the tiles of this and of further commits durable together, and then move the mark that says so. Then remove the partial tiles
/// that full ones replaced. A power cut before the mark may damage the tiles after it, so start-up writes all of them again.</item>
/// </list>
/// After a failure in the steps 2 to 4 the outcome is unknown, so the writer stops. A restart finds the outcome. The writer never guesses. It stops, too,
/// if the flush of step 6 fails: nothing is lost, but the disk cannot be trusted.
/// </remarks>
public sealed class LogSequencer : IAsyncDisposable
{
    private readonly Channel<Pending> _queue;
    private readonly SequencerOptions _options;
    private readonly TimeProvider _clock;
    private readonly BatchCommitter _committer;
    private readonly KeyValuePair<string, object?> _department;
    private readonly Task _loop;

    internal LogSequencer(BatchCommitter committer, WriterState state, SequencerOptions options, TimeProvider clock, DepartmentId department)
    {
        _committer = committer;
        _department = new("department", department.ToString());
        State = state;
        _options = options;
        _clock = clock;
        _queue = Channel.CreateBounded<Pending>(new BoundedChannelOptions(options.QueueLength) { SingleReader = true });
        _loop = RunAsync();
    }

    /// <summary>Whether the writer accepts entries, and why not.</summary>
    public WriterState State { get; }

    /// <summary>The number of entries in the queue.</summary>
    public int Waiting => _queue.Reader.Count;

    /// <summary>Appends one entry. Refused at once if the queue is full.</summary>
    public ValueTask<Outcome<Appended>> AppendAsync(AppendRequest request)
    {
        var pending = new Pending(request);
        if (State.Fault is { } fault)
        {
            return ValueTask.FromResult<Outcome<Appended>>(fault);
        }

        return _queue.Writer.TryWrite(pending)
            ? new ValueTask<Outcome<Appended>>(pending.Answer.Task)
            : ValueTask.FromResult<Outcome<Appended>>(_queue.Reader.Completion.IsCompleted ? LogFaults.WriterStopped : LogFaults.QueueFull);
    }

    /// <summary>Appends one entry and waits for space in the queue. For callers that read a stream and can slow it down.</summary>
    public async ValueTask<Outcome<Appended>> AppendWhenRoomAsync(AppendRequest request, CancellationToken cancellationToken)
    {
        var pending = new Pending(request);
        while (State.Fault is null && await _queue.Writer.WaitToWriteAsync(cancellationToken))
        {
            if (_queue.Writer.TryWrite(pending))
            {
                return await pending.Answer.Task;
            }
        }

        return State.Fault ?? LogFaults.WriterStopped;
    }

    /// <summary>Accepts no more entries, commits those in the queue, and returns when the writer has ended.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _loop;
    }

    private async Task RunAsync()
    {
        await Task.Yield();
        var batch = new List<Pending>(_options.BatchSize);
        var before = 0;
        try
        {
            while (await _queue.Reader.WaitToReadAsync())
            {
                await GatherAsync(batch, before);
                var start = _clock.GetTimestamp();
                using (StepTrace.Start(StepTrace.Commit, (string?)_department.Value).WithCount(batch.Count))
                {
                    await _committer.CommitAsync(batch);
                }

                LogMeter.CommitDuration.Record(_clock.GetElapsedTime(start).TotalSeconds, _department);
                before = batch.Count;
                batch.Clear();
            }
        }
        catch (Exception problem)
        {
            // A loop that ends in silence would leave every caller waiting.
            _committer.StopFor(problem);
            _queue.Writer.TryComplete();
            BatchCommitter.Refuse(batch, LogFaults.WriterStopped);
            while (_queue.Reader.TryRead(out var pending))
            {
                BatchCommitter.Refuse([pending], LogFaults.WriterStopped);
            }
        }

        await _committer.EndAsync();
    }

    /// <summary>Takes what waits, and waits a little for more.</summary>
    private async ValueTask GatherAsync(List<Pending> batch, int before)
    {
        Drain(batch);
        var wait = before > 1 ? _options.BatchWindow : _options.IdleWindow;
        if (batch.Count == _options.BatchSize || wait <= TimeSpan.Zero)
        {
            return;
        }

        using var window = new CancellationTokenSource(wait, _clock);
        try
        {
            while (batch.Count < _options.BatchSize && await _queue.Reader.WaitToReadAsync(window.Token))
            {
                Drain(batch);
            }
        }
        catch (OperationCanceledException)
        {
            Drain(batch); // The gathering time is over.
        }
    }

    private void Drain(List<Pending> batch)
    {
        while (batch.Count < _options.BatchSize && _queue.Reader.TryRead(out var pending))
        {
            batch.Add(pending);
        }
    }
}
