using System.Threading.Channels;
using Ledger.Departments;
using Ledger.Faults;

namespace Ledger.Log;

/// <summary>
/// The one writer of one department's log. Appends may be called from any thread; what they return is durable and in a signed
/// checkpoint.
/// </summary>
/// <remarks>
/// The commit protocol, in this order; start-up (<see cref="LogPublisher.OpenAsync"/>) runs its second half with the same code:
/// <list type="number">
/// <item>stage: give indices and times, write the entries, stage the tiles in memory, compute the root by two paths that share no
/// state (compact range; folding the staged tiles) and compare them;</item>
/// <item>commit: make the keys of new subjects durable, then one durable, atomic step in the store that compares and swaps the head.
/// Before it returns nothing has happened; after it everything else can be redone;</item>
/// <item>tiles: written whole and flushed, full ones before the partial ones they replace are removed;</item>
/// <item>checkpoint: the head lock is moved first, so that a restored backup is recognised; then it is signed and written last, so it
/// never names an entry that cannot be fetched;</item>
/// <item>answer.</item>
/// </list>
/// Anything that fails after "stage" leaves the outcome in doubt, so the writer stops; a restart finds out. It never guesses.
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

    /// <summary>Why the writer takes nothing, if so.</summary>
    public WriterState State { get; }

    /// <summary>How many entries wait to be committed.</summary>
    public int Waiting => _queue.Reader.Count;

    /// <summary>
    /// Appends one entry. Refused at once when the queue is full, so that a flood is answered and not hoarded.
    /// </summary>
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

    /// <summary>Appends one entry, waiting for room in the queue: for callers that read from a stream and can slow it down.</summary>
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

    /// <summary>Takes no more entries, commits those that wait, and returns when the writer is done.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _loop;
    }

    private async Task RunAsync()
    {
        await Task.Yield();
        var batch = new List<Pending>(_options.BatchSize);
        try
        {
            while (await _queue.Reader.WaitToReadAsync())
            {
                await GatherAsync(batch);
                var start = _clock.GetTimestamp();
                await _committer.CommitAsync(batch);
                LogMeter.CommitDuration.Record(_clock.GetElapsedTime(start).TotalSeconds, _department);
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
    }

    private async ValueTask GatherAsync(List<Pending> batch)
    {
        Drain(batch);
        if (batch.Count == _options.BatchSize || _options.BatchWindow <= TimeSpan.Zero)
        {
            return;
        }

        using var window = new CancellationTokenSource(_options.BatchWindow, _clock);
        try
        {
            while (batch.Count < _options.BatchSize && await _queue.Reader.WaitToReadAsync(window.Token))
            {
                Drain(batch);
            }
        }
        catch (OperationCanceledException)
        {
            Drain(batch); // The window closed.
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
