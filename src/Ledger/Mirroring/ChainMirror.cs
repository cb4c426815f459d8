using System.Collections.Immutable;
using Ledger.Anchoring;
using Ledger.Faults;
using Ledger.Log;
using Ledger.Verify.Chain;
using Microsoft.Extensions.Logging;

namespace Ledger.Mirroring;

/// <summary>
/// A copy of what the contracts hold, kept by their events, so that asking it costs no call. Two layers: a base as of a final block, durable,
/// that only grows; above it what lies up to the newest block, made anew each time, so that a reorganisation needs no undoing. It answers only
/// from what was compared with the contracts' state at the same block; what does not hang together by hash is read again. One pass at a time;
/// everything else from any thread.
/// </summary>
public sealed partial class ChainMirror : IDisposable
{
    private const int MaxReadings = 4;

    private readonly IChainEvents _chain;
    private readonly MirrorKeeper _keeper;
    private readonly MirrorOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _pass = new(1);

    // Written only by the pass; read by anybody.
    private volatile MirrorView? _view;
    private volatile MirrorState _state = MirrorState.Unknown;
    private volatile int _passes;

    // Used only by the pass.
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

    /// <summary>The newest view, whatever its age; null while there is none that was verified.</summary>
    public MirrorView? View => _view;

    /// <summary>A view from which may be answered: one not older than <paramref name="maxAge"/>.</summary>
    public MirrorView? Find(TimeSpan maxAge) =>
        _view is { Source.SeenAt: { } seen } view && Elapsed.Since(seen, _clock) <= maxAge ? view : null;

    /// <summary>How long ago the chain was last seen, as a phrase for an operator.</summary>
    public string Age() => _state.SeenAt is { } seen
        ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"The mirror last saw the chain {(_clock.GetUtcNow() - seen).TotalSeconds:0} s ago.")
        : "The mirror has not seen the chain yet.";

    /// <summary>Takes up what was kept. It answers nothing before the chain was asked; before the first pass.</summary>
    public async ValueTask OpenAsync(CancellationToken cancellationToken)
    {
        await _pass.WaitAsync(cancellationToken);
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
            _pass.Release();
        }
    }

    /// <summary>Brings the mirror up to the chain's newest block. What goes wrong is in <see cref="State"/>.</summary>
    /// <returns>False when something went wrong.</returns>
    public async ValueTask<bool> RefreshAsync(CancellationToken cancellationToken)
    {
        await _pass.WaitAsync(cancellationToken);
        try
        {
            return await TryRefreshAsync(cancellationToken);
        }
        finally
        {
            _passes++;
            _pass.Release();
        }
    }

    /// <summary>The same, unless a pass that began at <paramref name="since"/> or later did it. Those who wait share one.</summary>
    public async ValueTask CatchUpAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        var passes = _passes;
        await _pass.WaitAsync(cancellationToken);
        try
        {
            // The pass that was on its way when we asked may have begun too early; one after it did not, even if it failed.
            if (!(_view?.Source.SeenAt >= since) && _passes <= passes + 1)
            {
                await TryRefreshAsync(cancellationToken);
                _passes++;
            }
        }
        finally
        {
            _pass.Release();
        }
    }

    public void Dispose() => _pass.Dispose();

    private async ValueTask<bool> TryRefreshAsync(CancellationToken cancellationToken)
    {
        try
        {
            await RefreshOnceAsync(cancellationToken);
            return true;
        }
        catch (EventsDisagreeException problem)
        {
            return await RebuildAsync(MirrorFaults.EventsDisagree, problem.Message, cancellationToken);
        }
        catch (HistoryReplacedException problem)
        {
            return await RebuildAsync(MirrorFaults.HistoryReplaced, problem.Message, cancellationToken);
        }
        catch (ChainUnavailableException problem)
        {
            if (_state.Fault is null)
            {
                LogUnreachable(_logger, MirrorFaults.ChainUnreachable.Code, problem.Message);
            }

            // A mirror that disagreed has not been shown to be right meanwhile.
            Note(_view is null && _state.Fault is { } earlier ? earlier : MirrorFaults.ChainUnreachable);
            return false;
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            // The node goes on without a mirror: what it has grows old, and the chain is asked itself.
            Note(LogFailure(problem));
            return false;
        }
    }

    /// <summary>Begins anew, at most once in a while: an endpoint that keeps leaving things out must not be read from the start for ever.</summary>
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
        catch (Exception again) when (again is EventsDisagreeException or HistoryReplacedException)
        {
            _rebuildPause = TimeSpan.FromTicks(Math.Min(_rebuildPause.Ticks * 2, _options.LongestRebuildPause.Ticks));
            LogStillWrong(_logger, reason.Code, again.Message);
        }
        catch (Exception unfinished) when (unfinished is not OperationCanceledException)
        {
            // Begun anew and not finished: the next pass goes on, and only what it ends with is verified.
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

        throw new ChainUnavailableException("The chain reorganised each time it was read.");
    }

    /// <summary>
    /// A newest block below one that was seen is an endpoint that lags: going back would forget what is known. Only when it stays so is it
    /// the chain that is shorter.
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
        var since = _behindSince is { } noted && noted <= now ? noted : now; // One that lies ahead was noted by a wrong clock.
        _behindSince = since;
        if (now - since < _options.BehindPatience)
        {
            throw new ChainUnavailableException($"The chain's newest block is {source.Latest.Number}, but {seen} was seen before.");
        }

        _behindSince = null;
        if (source.Latest.Number < _base?.Block.Number)
        {
            throw new HistoryReplacedException($"The chain ends at block {source.Latest.Number}, before block {_base.Block.Number} that was final.");
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
            ?? throw new ChainUnavailableException($"The chain does not show block {below.Block.Number}.");
        if (held != below.Block)
        {
            throw new HistoryReplacedException($"Block {below.Block.Number} was final as {below.Block.Hash.ToHex()} and is {held.Hash.ToHex()} now.");
        }
    }

    /// <summary>Takes in, step by step and durably, what is final, until little is left. A start that was cut off goes on where it stopped.</summary>
    private async ValueTask BuildAsync(FinalMirror below, ChainSource source, CancellationToken cancellationToken)
    {
        while (source.Final.Number - Math.Max(below.Block.Number, _chain.FirstBlock - 1) > _options.BlocksPerStep)
        {
            var from = Math.Max(below.Block.Number + 1, _chain.FirstBlock);
            var page = await _chain.ReadEventsAsync(from, Math.Min(source.Final.Number, from + _options.BlocksPerStep - 1), cancellationToken);
            var block = await _chain.FindBlockAsync(page.UpTo, cancellationToken)
                ?? throw new ChainUnavailableException($"The chain does not show block {page.UpTo}.");
            await AppendFinalAsync(below, page.Blocks, block, below.VerifiedUpTo);
            LogProgress(_logger, block.Number, source.Final.Number);
            _state = _state with { BuiltUpTo = block.Number };
        }
    }

    /// <summary>Reads what is left, verifies the whole, and publishes it. False when the chain moved meanwhile.</summary>
    private async ValueTask<bool> TryFinishAsync(FinalMirror below, ChainSource source, CancellationToken cancellationToken)
    {
        var events = await ReadAsync(Math.Max(below.Block.Number + 1, _chain.FirstBlock), source.Latest.Number, cancellationToken);
        var problem = await FindProblemAsync(below, events, source, cancellationToken);

        // Whatever was read between two looks at the same block belongs to it: blocks name the one before them by hash.
        if (await _chain.FindBlockAsync(source.Latest.Number, cancellationToken) != source.Latest
            || (source.Final.Number >= 0 && source.Final != source.Latest
                && await _chain.FindBlockAsync(source.Final.Number, cancellationToken) != source.Final))
        {
            return false;
        }

        await EnsureOnChainAsync(below, cancellationToken);
        if (problem is not null)
        {
            throw new EventsDisagreeException(problem);
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
        catch (EventsDisagreeException problem)
        {
            return problem.Message;
        }
    }

    /// <summary>Durably first, then in memory: what is in memory alone is read again after a crash.</summary>
    private async ValueTask AppendFinalAsync(FinalMirror below, ImmutableArray<EventBlock> events, ChainBlock block, long verifiedUpTo)
    {
        Overlay.Build(below, events); // Tried before anything grows.
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
            LogWell(_logger, view.Source.Latest.Number);
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

    /// <summary>The base is not on the chain any more.</summary>
    private sealed class HistoryReplacedException(string message) : Exception(message);
}
