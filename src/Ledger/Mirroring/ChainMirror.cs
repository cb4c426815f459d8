using System.Collections.Immutable;
using Ledger.Anchoring;
using Ledger.Log;
using Ledger.Verify.Chain;
using Ledger.Verify.Faults;
using Microsoft.Extensions.Logging;

namespace Ledger.Mirroring;

/// <summary>
/// A mirror of the contracts' state, kept up to date by their events, so that reading it needs no chain call. It has two layers: a durable base at a
/// final block, which only grows, and an overlay up to the newest block, which each refresh computes again. So a reorganisation needs no undo. It
/// answers only from state that was compared with the contracts at the same block. Blocks that do not link by hash are read again. One refresh at a
/// time; all other members are safe for use from any thread.
/// </summary>
public sealed partial class ChainMirror : IDisposable
{
    private const int MaxReadings = 4;

    private readonly IChainEvents _chain;
    private readonly MirrorKeeper _keeper;
    private readonly MirrorOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _refreshLock = new(1);

    // Written only by the refresh; read by any thread.
    private volatile MirrorView? _view;
    private volatile MirrorState _state = MirrorState.Unknown;
    private volatile int _refreshCount;

    // Used only by the refresh.
    private FinalMirror? _base;
    private DateTimeOffset? _behindSince;
    private DateTimeOffset _nextRebuild = DateTimeOffset.MinValue;
    private TimeSpan _rebuildPause;

    public ChainMirror(IChainEvents chain, IMirrorStore store, MirrorOptions options, TimeProvider clock, ILogger<ChainMirror> logger)
    {
        _chain = chain;
        _keeper = new MirrorKeeper(store, options.BlocksPerStamp);
        _options = options;
        _clock = clock;
        _logger = logger;
        _rebuildPause = options.RebuildPause;
    }

    public MirrorState State => _state;

    /// <summary>The newest verified view, whatever its age. Null if there is none.</summary>
    public MirrorView? View => _view;

    /// <summary>A view that is fresh enough to answer from: not older than <paramref name="maxAge"/>. Null otherwise.</summary>
    public MirrorView? Find(TimeSpan maxAge) =>
        _view is { Source.SeenAt: { } seen } view && Elapsed.Since(seen, _clock) <= maxAge ? view : null;

    /// <summary>The time since the last contact with the chain, as a sentence for an operator.</summary>
    public string Age() => _state.SeenAt is { } seen
        ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"The mirror last saw the chain {(_clock.GetUtcNow() - seen).TotalSeconds:0} s ago.")
        : "The mirror has not seen the chain yet.";

    /// <summary>Loads the stored events. Call it before the first refresh. The mirror has no view before that refresh.</summary>
    public async ValueTask OpenAsync(CancellationToken cancellationToken)
    {
        await _refreshLock.WaitAsync(cancellationToken);
        try
        {
            _base = await _keeper.OpenAsync(cancellationToken);
            Note(null);
            if (_keeper.Damage is { } damage)
            {
                NoteRebuild(MirrorFaults.StoreUnusable, damage);
            }
        }
        finally
        {
            _refreshLock.Release();
        }
    }

    /// <summary>Refreshes the mirror up to the chain's newest block. <see cref="State"/> holds the fault of a failure.</summary>
    /// <returns>False after a failure.</returns>
    public async ValueTask<bool> RefreshAsync(CancellationToken cancellationToken)
    {
        await _refreshLock.WaitAsync(cancellationToken);
        try
        {
            return await TryRefreshAsync(cancellationToken);
        }
        finally
        {
            _refreshCount++;
            _refreshLock.Release();
        }
    }

    /// <summary>
    /// Refreshes, unless another refresh that started at <paramref name="since"/> or later is done. Waiting callers share one refresh.
    /// </summary>
    public async ValueTask CatchUpAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        var countAtCall = _refreshCount;
        await _refreshLock.WaitAsync(cancellationToken);
        try
        {
            // The refresh that was running at the call may have started too early. The one after it did not, even if it failed.
            if (!(_view?.Source.SeenAt >= since) && _refreshCount <= countAtCall + 1)
            {
                await TryRefreshAsync(cancellationToken);
                _refreshCount++;
            }
        }
        finally
        {
            _refreshLock.Release();
        }
    }

    public void Dispose() => _refreshLock.Dispose();

    private async ValueTask<bool> TryRefreshAsync(CancellationToken cancellationToken)
    {
        try
        {
            await RefreshOnceAsync(cancellationToken);
            return true;
        }
        catch (FaultException problem) when (IsWrong(problem))
        {
            return await RebuildAsync(problem.Fault, problem.Detail, cancellationToken);
        }
        catch (FaultException problem) when (ChainOutages.Includes(problem))
        {
            if (_state.Fault is null)
            {
                LogUnreachable(_logger, MirrorFaults.ChainUnreachable.Code, problem.Detail);
            }

            // If the mirror disagreed with the contracts before, it has not been verified since. Keep that fault.
            Note(_view is null && _state.Fault is { } earlier ? earlier : MirrorFaults.ChainUnreachable);
            return false;
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            // The node continues without a mirror: when its view is too old, requests read the chain itself.
            Note(LogFailure(problem));
            return false;
        }
    }

    /// <summary>
    /// Rebuilds the mirror, with pauses between rebuilds: an endpoint that always omits events must not cause a full read on every refresh.
    /// </summary>
    private async ValueTask<bool> RebuildAsync(Fault reason, string problem, CancellationToken cancellationToken)
    {
        _view = null;
        var now = _clock.GetUtcNow();
        Note(reason);
        if (!Elapsed.IsDue(_nextRebuild, _options.LongestRebuildPause, _clock))
        {
            return false;
        }

        _nextRebuild = now + _rebuildPause;
        NoteRebuild(reason, problem);
        await _keeper.ClearAsync(cancellationToken);
        _base = null;
        try
        {
            await RefreshOnceAsync(cancellationToken);
            _rebuildPause = _options.RebuildPause;
            return true;
        }
        catch (FaultException again) when (IsWrong(again))
        {
            _rebuildPause = TimeSpan.FromTicks(Math.Min(_rebuildPause.Ticks * 2, _options.LongestRebuildPause.Ticks));
            LogStillWrong(_logger, reason.Code, again.Detail);
        }
        catch (Exception unfinished) when (unfinished is not OperationCanceledException)
        {
            // The rebuild is not complete. The next refresh continues it and verifies the result.
            LogFailure(unfinished);
        }

        Note(reason);
        return false;
    }

    private async ValueTask RefreshOnceAsync(CancellationToken cancellationToken)
    {
        for (var reading = 0; reading < MaxReadings; reading++)
        {
            var asked = _clock.GetUtcNow();
            var source = await _chain.ReadSourceAsync(cancellationToken) with { SeenAt = asked };
            _state = _state with { Newest = source.Latest.Number };
            if (_view is { } view && view.Source.Latest == source.Latest && view.Source.Final == source.Final)
            {
                Publish(view.WithSource(source));
                return;
            }

            EnsureNotBehind(source);
            var below = await GetBaseAsync(source, cancellationToken);
            await BuildAsync(below, source, cancellationToken);
            if (await TryFinishAsync(below, source, cancellationToken))
            {
                return;
            }
        }

        throw ChainOutages.Create("The chain reorganised each time it was read.");
    }

    /// <summary>
    /// If the newest block is below a known one, the endpoint is probably behind, and going back would lose known state. The chain itself is assumed
    /// to be shorter only if this lasts longer than <see cref="MirrorOptions.BehindPatience"/>.
    /// </summary>
    private void EnsureNotBehind(ChainSource source)
    {
        var seen = Math.Max(_view?.Source.Latest.Number ?? -1, _base?.Block.Number ?? -1);
        if (source.Latest.Number >= seen)
        {
            _behindSince = null;
            return;
        }

        var now = _clock.GetUtcNow();
        var since = _behindSince is { } noted && noted <= now ? noted : now; // A time in the future was noted while the clock was wrong.
        _behindSince = since;
        if (now - since < _options.BehindPatience)
        {
            throw ChainOutages.Create($"The chain's newest block is {source.Latest.Number}, but {seen} was seen before.");
        }

        _behindSince = null;
        if (source.Latest.Number < _base?.Block.Number)
        {
            throw new FaultException(MirrorFaults.HistoryReplaced, $"The chain ends at block {source.Latest.Number}, before block {_base.Block.Number} that was final.");
        }
    }

    private async ValueTask<FinalMirror> GetBaseAsync(ChainSource source, CancellationToken cancellationToken)
    {
        var chain = MirroredChain.FromSource(source);
        if (_base is null || _base.Chain != chain)
        {
            _view = null;
            await _keeper.ClearAsync(cancellationToken);
            return _base = new FinalMirror(chain);
        }

        await EnsureOnChainAsync(_base, cancellationToken);
        return _base;
    }

    private async ValueTask EnsureOnChainAsync(FinalMirror below, CancellationToken cancellationToken)
    {
        if (below.Block == ChainBlock.None)
        {
            return;
        }

        var held = await _chain.FindBlockAsync(below.Block.Number, cancellationToken)
            ?? throw ChainOutages.Create($"The chain does not show block {below.Block.Number}.");
        if (held != below.Block)
        {
            throw new FaultException(MirrorFaults.HistoryReplaced, $"Block {below.Block.Number} was final as {below.Block.Hash.ToHex()} and is {held.Hash.ToHex()} now.");
        }
    }

    /// <summary>
    /// Stores the final events step by step until less than one step is left. After an interruption the next start continues after the last stored
    /// step.
    /// </summary>
    private async ValueTask BuildAsync(FinalMirror below, ChainSource source, CancellationToken cancellationToken)
    {
        while (source.Final.Number - Math.Max(below.Block.Number, _chain.FirstBlock - 1) > _options.BlocksPerStep)
        {
            var from = Math.Max(below.Block.Number + 1, _chain.FirstBlock);
            var page = await _chain.ReadEventsAsync(from, Math.Min(source.Final.Number, from + _options.BlocksPerStep - 1), cancellationToken);
            var block = await _chain.FindBlockAsync(page.UpTo, cancellationToken)
                ?? throw ChainOutages.Create($"The chain does not show block {page.UpTo}.");
            await AppendFinalAsync(below, page.Blocks, block, below.VerifiedUpTo);
            LogProgress(_logger, block.Number, source.Final.Number);
            _state = _state with { BuiltUpTo = block.Number };
        }
    }

    /// <summary>Reads the remaining events, verifies the whole state and publishes it. False if the chain reorganised during the read.</summary>
    private async ValueTask<bool> TryFinishAsync(FinalMirror below, ChainSource source, CancellationToken cancellationToken)
    {
        var events = await ReadAsync(Math.Max(below.Block.Number + 1, _chain.FirstBlock), source.Latest.Number, cancellationToken);
        var problem = await FindProblemAsync(below, events, source, cancellationToken);

        // Everything read between two reads of the same block belongs to that block, because blocks link to the previous one by hash.
        if (await _chain.FindBlockAsync(source.Latest.Number, cancellationToken) != source.Latest
            || (source.Final.Number >= 0 && source.Final != source.Latest
                && await _chain.FindBlockAsync(source.Final.Number, cancellationToken) != source.Final))
        {
            return false;
        }

        await EnsureOnChainAsync(below, cancellationToken);
        if (problem is not null)
        {
            throw new FaultException(MirrorFaults.EventsDisagree, problem);
        }

        var final = source.Final.Number > below.Block.Number ? source.Final : below.Block;
        if (final.Number > below.VerifiedUpTo)
        {
            await AppendFinalAsync(below, [.. events.Where(IsFinal)], final, final.Number);
        }

        ImmutableArray<EventBlock> rest = [.. events.Where(block => !IsFinal(block))];

        _state = _state with { BuiltUpTo = below.Block.Number };
        Publish(new MirrorView(below, Overlay.Build(below, rest), source));
        return true;

        bool IsFinal(EventBlock block) => block.Block.Number <= final.Number;
    }

    private async ValueTask<ImmutableArray<EventBlock>> ReadAsync(long from, long to, CancellationToken cancellationToken)
    {
        var events = ImmutableArray.CreateBuilder<EventBlock>();
        while (from <= to)
        {
            var page = await _chain.ReadEventsAsync(from, to, cancellationToken);
            events.AddRange(page.Blocks);
            from = page.UpTo + 1;
        }

        return events.ToImmutable();
    }

    private async ValueTask<string?> FindProblemAsync(
        FinalMirror below, ImmutableArray<EventBlock> events, ChainSource source, CancellationToken cancellationToken)
    {
        try
        {
            var view = new MirrorView(below, Overlay.Build(below, events), source);
            foreach (var questions in StateComparison.QuestionsAbout(below, view, events))
            {
                var state = await _chain.ReadStateAsync(questions, source.Latest, cancellationToken);
                if (StateComparison.FindDifference(view, questions, state) is { } difference)
                {
                    return difference;
                }
            }

            return null;
        }
        catch (FaultException problem) when (problem.Fault == MirrorFaults.EventsDisagree)
        {
            return problem.Detail;
        }
    }

    /// <summary>First stores the events durably, then applies them in memory. After a crash the missing ones are read again.</summary>
    private async ValueTask AppendFinalAsync(FinalMirror below, ImmutableArray<EventBlock> events, ChainBlock block, long verifiedUpTo)
    {
        Overlay.Build(below, events); // Throws if the events are inconsistent, before anything is stored.
        await _keeper.AppendAsync(events, new MirrorStamp(below.Chain, block, verifiedUpTo));
        below.Append(events, block, verifiedUpTo);
        if (_keeper.Problem is { } problem && _state.Fault != MirrorFaults.StoreUnusable)
        {
            LogStoreUnusable(_logger, MirrorFaults.StoreUnusable.Code, problem);
        }
    }

    private void Publish(MirrorView view)
    {
        _view = view;
        if (_state.Fault is not null && _keeper.Problem is null)
        {
            LogRecovered(_logger, view.Source.Latest.Number);
        }

        Note(_keeper.Problem is null ? null : MirrorFaults.StoreUnusable);
    }

    private void Note(Fault? fault) => _state = _state with
    {
        Block = _view?.Source.Latest.Number,
        SeenAt = _view?.Source.SeenAt ?? _state.SeenAt,
        BuiltUpTo = _base?.Block.Number ?? -1,
        Fault = fault,
    };

    private void NoteRebuild(Fault reason, string problem)
    {
        LogRebuild(_logger, reason.Code, problem);
        _state = _state with { Rebuilds = _state.Rebuilds + 1, LastRebuild = reason };
    }

    /// <summary>Whether the fault means that the mirror's contents are wrong and must be rebuilt.</summary>
    private static bool IsWrong(FaultException problem) => problem.Fault == MirrorFaults.EventsDisagree || problem.Fault == MirrorFaults.HistoryReplaced;
}
