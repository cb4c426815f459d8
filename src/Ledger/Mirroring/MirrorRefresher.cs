using Ledger.Tracing;
using Ledger.Workers;

namespace Ledger.Mirroring;

/// <summary>Refreshes a mirror, and reports each change in the registry. Used by one worker.</summary>
/// <param name="mirror">The mirror. It is already open.</param>
public sealed class MirrorRefresher(ChainMirror mirror)
{
    private long _changes = -1; // The change count of the newest view that was reported. Used by the worker only.

    /// <summary>Raised with each view whose registry differs from that of the view before.</summary>
    public event Action<MirrorView>? RegistryChanged;

    /// <summary>Refreshes once. If the chain causes a problem, the mirror's state shows it.</summary>
    /// <returns>Null if the mirror is up to date. Otherwise the problem, which the mirror has logged.</returns>
    public async ValueTask<WorkerProblem?> RunOnceAsync(CancellationToken cancellationToken)
    {
        using var span = StepTrace.Start(StepTrace.MirrorRefresh);
        await mirror.RefreshAsync(cancellationToken);
        span.WithFault(mirror.State.Fault);
        if (mirror.View is { } view && view.Changes != _changes)
        {
            RegistryChanged?.Invoke(view);
            _changes = view.Changes; // Set only now: if a handler throws, the next round reports the view again.
        }

        return mirror.State.Fault is { } fault ? new WorkerProblem(fault) : null;
    }
}
