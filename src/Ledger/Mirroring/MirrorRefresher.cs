using Ledger.Tracing;
using Ledger.Workers;

namespace Ledger.Mirroring;

/// <summary>Refreshes a mirror, and hands each new contents of the registry on. Used by one worker.</summary>
/// <param name="mirror">The mirror; opened already.</param>
public sealed class MirrorRefresher(ChainMirror mirror)
{
    private long _changes = -1; // Of the newest view that was handed on. Used by the worker only.

    /// <summary>Raised with each view that has other contents of the registry than the one before.</summary>
    public event Action<MirrorView>? RegistryChanged;

    /// <summary>Refreshes once; what goes wrong with the chain is in the mirror's state.</summary>
    /// <returns>Null when the mirror is up to date; else what kept it from that, which the mirror has logged.</returns>
    public async ValueTask<WorkerProblem?> RunOnceAsync(CancellationToken cancellationToken)
    {
        using var span = StepTrace.Start(StepTrace.MirrorRefresh);
        await mirror.RefreshAsync(cancellationToken);
        span.WithFault(mirror.State.Fault);
        if (mirror.View is { } view && view.Changes != _changes)
        {
            RegistryChanged?.Invoke(view);
            _changes = view.Changes; // Only now: what fails is handed on again by the next round.
        }

        return mirror.State.Fault is { } fault ? new WorkerProblem(fault) : null;
    }
}
