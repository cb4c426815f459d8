using Ledger.Anchoring;
using Ledger.Departments;
using Ledger.Log;
using Ledger.Verify.Chain;
using Ledger.Verify.Faults;
using Ledger.Workers;
using Microsoft.Extensions.Logging;

namespace Ledger.Statuses;

/// <summary>
/// Reconciles one department's log with the chain while the node runs: statuses first, because a revocation is more urgent than an anchor, then
/// heads. An outage of the chain stops nothing else. Start it once; all other members are safe for use from any thread.
/// </summary>
public sealed partial class ChainWorker : Worker
{
    private const int MaxAttempts = 3;
    private static readonly TimeSpan ProbeInterval = TimeSpan.FromMinutes(10);

    // Two histories. An operator must act even if the fault disappears.
    private static readonly Fault[] Graver =
        [AnchoringFaults.BehindChain, AnchoringFaults.RootDiffers, AnchoringFaults.StatusDiffers, AnchoringFaults.FinalUndone];

    private readonly DepartmentLog _log;
    private readonly IAnchorChain _chain;
    private readonly OperatorSender _sender;
    private readonly AnchorReconciler _anchors;
    private readonly StatusPublisher _statuses;
    private readonly IAnchorStore _store;
    private TimeSpan _interval = TimeSpan.FromSeconds(10); // Written before it is started.

    // After a transaction with statuses the next one is an anchor, even if more statuses wait. Used by the reconciling thread only.
    private bool _isAnchorsTurn;
    private bool _isUndone;               // Used by the reconciling thread only, as are the next two.
    private DateTimeOffset? _behindSince;
    private DateTimeOffset? _probedAt;
    private Fault? _clockFault; // Used by the reconciling thread only.
    private volatile AnchoringState _state = AnchoringState.Unknown;
    private volatile ChainSource? _source;
    private volatile TaskCompletionSource _reconciled = NewSignal();
    private volatile TaskCompletionSource _wake = NewSignal();

    public ChainWorker(
        DepartmentLog log, IAnchorChain chain, IAnchorStore store, OperatorSender sender, IChainMoves moves, TimeProvider clock, ILogger<ChainWorker> logger)
        : base($"anchoring/{(log ?? throw new ArgumentNullException(nameof(log))).Department.Id}", clock, logger)
    {
        _log = log;
        _chain = chain;
        _store = store;
        _sender = sender;
        _anchors = new AnchorReconciler(log, chain, store, sender, moves);
        _statuses = new StatusPublisher(log, chain, store, sender);
    }

    /// <summary>
    /// How long a shorter chain counts as a lagging endpoint. After that it counts as a chain that lost blocks. Default one minute; zero for a single
    /// node, which cannot lag behind itself.
    /// </summary>
    public TimeSpan BehindPatience { get; init; } = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    protected override TimeSpan Interval => _interval;

    /// <summary>The result of the last run.</summary>
    public AnchoringState State => _state;

    /// <summary>The chain at its last answer. Null before the first.</summary>
    public ChainSource? Source => _source;

    /// <summary>Whether the status of an entry, or a later status of its record, is on chain in a final block.</summary>
    public async ValueTask<bool> IsOnChainAsync(long statusIndex, CancellationToken cancellationToken) =>
        (await _store.ReadStatusMarkAsync(cancellationToken)).Index > statusIndex;

    /// <summary>Ends the present pause, so that the next run starts at once.</summary>
    public void Wake() => _wake.TrySetResult();

    /// <summary>Waits until a condition holds that a run can bring about.</summary>
    /// <param name="holds">The condition. Checked at once and after each run.</param>
    /// <param name="most">How long to wait.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <returns>False after the time, or at once if the chain does not answer, because then there is nothing to wait for.</returns>
    public async ValueTask<bool> WaitAsync(Func<CancellationToken, ValueTask<bool>> holds, TimeSpan most, CancellationToken cancellationToken)
    {
        var end = Task.Delay(most, Clock, cancellationToken);
        while (true)
        {
            var reconciled = _reconciled.Task; // Read before the check, so that a run that ends during the check is not missed.
            if (await holds(cancellationToken))
            {
                return true;
            }

            if (_state.Fault is not null || await Task.WhenAny(reconciled, end) == end)
            {
                cancellationToken.ThrowIfCancellationRequested();
                return false;
            }
        }
    }

    /// <summary>Reconciles in the background until it is stopped.</summary>
    /// <param name="interval">The pause between two runs while the chain answers.</param>
    public void Start(TimeSpan interval)
    {
        _interval = interval;
        _ = StartAsync(CancellationToken.None); // It returns at once; the work has a task of its own.
    }

    /// <summary>Reconciles repeatedly until cancelled.</summary>
    /// <param name="interval">The pause between two runs while the chain answers.</param>
    /// <param name="cancellationToken">Ends the loop.</param>
    public Task RunAsync(TimeSpan interval, CancellationToken cancellationToken)
    {
        _interval = interval;
        return RunAsync(cancellationToken);
    }

    /// <summary>
    /// Reconciles once. <see cref="State"/> holds the fault of a failure. A node calls this before it accepts the first record: a log restored from
    /// an old backup must be detected before it is written to.
    /// </summary>
    /// <returns>False after a failure.</returns>
    public async ValueTask<bool> TryReconcileAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await RunOnceAsync(cancellationToken) is null;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    protected override async ValueTask<WorkerProblem?> RunOnceAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ReconcileWithRetriesAsync(cancellationToken);
            return null;
        }
        catch (Exception problem) when (problem is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            return await NoteAsync(problem);
        }
        finally
        {
            Interlocked.Exchange(ref _reconciled, NewSignal()).SetResult();
        }
    }

    /// <summary>Retries if the chain moves during the read. A chain that moves every time counts as unavailable.</summary>
    private async ValueTask ReconcileWithRetriesAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await ReconcileAsync(cancellationToken);
                return;
            }
            catch (ChainMovedException) when (attempt < MaxAttempts)
            {
                continue;
            }
        }
    }

    /// <summary>Compares log and chain once and sends what is missing.</summary>
    /// <exception cref="FaultException">The chain does not answer.</exception>
    /// <exception cref="CallRevertedException">A contract rejects the call.</exception>
    public async ValueTask ReconcileAsync(CancellationToken cancellationToken)
    {
        var source = await _chain.ReadSourceAsync(cancellationToken);
        if (await _anchors.ArriveAsync(source, cancellationToken) is { } stranger)
        {
            await SetAsync(_state.AnchoredSize, stranger, _state.PendingStatuses, cancellationToken);
            return;
        }

        if (await FindDoubtAsync(source, cancellationToken) is { } doubt)
        {
            await SetAsync(_state.AnchoredSize, doubt, _state.PendingStatuses, cancellationToken);
            return;
        }

        _source = source; // Set only now, because bundles name it as the chain of their anchors.
        _log.Clock.Observe(source.Latest);
        NoteClock();
        var isFree = await _sender.SettleAsync(cancellationToken);
        var seen = await _anchors.ObserveAsync(source, await IsMarkUndoneAsync(cancellationToken), cancellationToken);
        if (seen.IsUndone)
        {
            await _statuses.ForgetAsync(cancellationToken);
            _isUndone = true;
        }

        if (seen.Fault is { } fault)
        {
            await SetAsync(seen.Size, fault, _state.PendingStatuses, cancellationToken);
            return;
        }

        var (pending, statusFault) = await SendWhatIsMissingAsync(isFree, seen.Size, source, cancellationToken);
        _isUndone = _isUndone && !(pending == 0 && await IsAllFinalAsync(cancellationToken));
        var alarm = _isUndone ? AnchoringFaults.FinalUndone : null;
        await SetAsync(seen.Size, statusFault ?? alarm ?? _sender.Fault, pending, cancellationToken);
        if (!isFree)
        {
            await _sender.ResendAsync(cancellationToken);
        }
    }

    /// <summary>Logs when records start to wait for the clock, and when they stop.</summary>
    private void NoteClock()
    {
        var reading = _log.Clock.Read(_log.Publisher.Published.Head.At);
        if (reading.Fault is { } fault && fault != _clockFault)
        {
            LogClockWrong(Logger, fault.Code, _log.Department.Id, fault.Title.En, reading.Drift, reading.EntryAhead);
        }
        else if (reading.Fault is null && _clockFault is { } over)
        {
            LogClockRight(Logger, over.Code, _log.Department.Id);
        }

        _clockFault = reading.Fault;
    }

    private async ValueTask<(int Pending, Fault? Fault)> SendWhatIsMissingAsync(
        bool isFree, long anchoredSize, ChainSource source, CancellationToken cancellationToken)
    {
        var mayPublish = isFree && !(_isAnchorsTurn && await _anchors.AnchorAsync(anchoredSize, cancellationToken));
        var found = await _statuses.PublishAsync(mayPublish, source, cancellationToken);
        _isAnchorsTurn = mayPublish && found.Pending > 0 && !_anchors.IsMoving(anchoredSize);
        if (mayPublish && found.Pending == 0)
        {
            await _anchors.AnchorAsync(anchoredSize, cancellationToken);
        }

        return found;
    }

    /// <summary>Why the chain's present answers must not be used, so that nothing is removed or sent. Null if they may.</summary>
    private async ValueTask<Fault?> FindDoubtAsync(ChainSource source, CancellationToken cancellationToken)
    {
        if (_probedAt is not { } probedAt || Elapsed.Since(probedAt, Clock) > ProbeInterval)
        {
            if (await _chain.ProbeFinalityAsync(cancellationToken) is { } wrong)
            {
                return wrong;
            }

            _probedAt = Clock.GetUtcNow();
        }

        if (source.Latest.Number >= await KnownHeightAsync(cancellationToken))
        {
            _behindSince = null;
            return null;
        }

        var now = Clock.GetUtcNow();
        var since = _behindSince is { } noted && noted <= now ? noted : now; // A time in the future was noted by a wrong clock.
        _behindSince = since;
        return now - since < BehindPatience ? AnchoringFaults.ChainBehind : null;
    }

    /// <summary>The highest known block of the chain, from memory and from the store.</summary>
    private async ValueTask<long> KnownHeightAsync(CancellationToken cancellationToken)
    {
        var mark = await _store.ReadStatusMarkAsync(cancellationToken);
        var newest = await _store.FindNewestAsync(cancellationToken);
        return Math.Max(Math.Max(_source?.Latest.Number ?? 0, mark.Block.Number), newest?.Facts.Block.Number ?? 0);
    }

    /// <summary>Whether the final block of the status mark is not on the chain any more.</summary>
    private async ValueTask<bool> IsMarkUndoneAsync(CancellationToken cancellationToken)
    {
        var mark = await _store.ReadStatusMarkAsync(cancellationToken);
        return mark.Index > 0 && (await _chain.FindBlockAsync(mark.Block.Number, cancellationToken))?.Hash != mark.Block.Hash;
    }

    private async ValueTask<bool> IsAllFinalAsync(CancellationToken cancellationToken) =>
        await _store.FindNewestAsync(cancellationToken) is { IsFinal: true } newest && newest.Facts.NewSize >= _log.Publisher.Published.Head.Size;

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async ValueTask SetAsync(long anchoredSize, Fault? fault, int pending, CancellationToken cancellationToken)
    {
        if (fault is not null && fault != _state.Fault)
        {
            if (Array.IndexOf(Graver, fault) >= 0)
            {
                LogFault(Logger, fault.Code, _log.Department.Id);
            }
            else
            {
                LogProblem(Logger, fault.Code, _log.Department.Id, fault.Title.En);
            }
        }

        _state = new AnchoringState(anchoredSize, Clock.GetUtcNow(), fault, pending, await WaitingSinceAsync(anchoredSize, cancellationToken));
    }

    /// <inheritdoc/>
    protected override async Task PauseAsync(TimeSpan pause, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await await Task.WhenAny(base.PauseAsync(pause, over.Token), _wake.Task); // The second await passes on a failure of the pause.
        await over.CancelAsync(); // No code waits for this timer any more.
        _wake = NewSignal();
    }

    /// <inheritdoc/>
    protected override Fault Explain(Exception problem) => problem switch
    {
        CallRevertedException => AnchoringFaults.CallRefused,
        ObjectDisposedException => LogFaults.Reopening,
        _ when StorageProblems.Explain(problem) is { } refusal => refusal.Fault,
        FaultException known => known.Fault,
        _ => AnchoringFaults.Unforeseen,
    };

    private async ValueTask<WorkerProblem> NoteAsync(Exception problem)
    {
        var fault = Explain(problem);
        var explained = new WorkerProblem(fault);
        if (explained.Outcome is WorkerOutcome.Fatal)
        {
            // The message may quote a request, so only the type and the place are logged.
            var (kind, place) = (FaultException.GetName(problem), problem.StackTrace);
            LogUnforeseen(Logger, fault.Code, _log.Department.Id, kind, place);
        }
        else if (fault != _state.Fault)
        {
            var reason = Describe(problem, fault);
            LogProblem(Logger, fault.Code, _log.Department.Id, reason);
        }

        // Entries that were logged during an outage wait, too.
        _state = _state with { Fault = fault, WaitingSince = await WaitingSinceAsync(_state.AnchoredSize, CancellationToken.None) };
        return explained;
    }

    private static string Describe(Exception problem, Fault fault) => problem switch
    {
        CallRevertedException { ErrorName: { Length: > 0 } error } => $"{fault.Title.En} Its error is {error}.",
        _ when ChainOutages.Includes(problem) => $"{fault.Title.En} {ChainOutages.Describe(problem)}",
        _ when StorageProblems.Explain(problem) is not null => StorageProblems.Describe(problem),
        _ => fault.Title.En,
    };

    // A damaged entry must not end the worker. The waiting time is only information.
    private async ValueTask<DateTimeOffset?> WaitingSinceAsync(long anchoredSize, CancellationToken cancellationToken)
    {
        try
        {
            return await _log.Store.FindAsync(anchoredSize, cancellationToken) is { } oldest ? DateTimeOffset.FromUnixTimeMilliseconds(oldest.At) : null;
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            return _state.WaitingSince;
        }
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "{Code}: the log of {Department} and the chain disagree")]
    private static partial void LogFault(ILogger logger, string code, DepartmentId department);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Code}: {Department} issues no records: {Problem} Clock and chain are {Drift} apart; the newest entry is {EntryAhead} ahead")]
    private static partial void LogClockWrong(ILogger logger, string code, DepartmentId department, string problem, TimeSpan? drift, TimeSpan entryAhead);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Code} is over: {Department} issues records again")]
    private static partial void LogClockRight(ILogger logger, string code, DepartmentId department);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Code}: {Department} and the chain cannot be reconciled; the node retries. {Problem}")]
    private static partial void LogProblem(ILogger logger, string code, DepartmentId department, string problem);

    [LoggerMessage(Level = LogLevel.Critical, Message = "{Code}: {Department} and the chain cannot be reconciled because of {Problem}; the node retries\n{Place}")]
    private static partial void LogUnforeseen(ILogger logger, string code, DepartmentId department, string problem, string? place);
}
