namespace Ledger.Mirroring;

/// <summary>Refreshes a mirror while the node runs.</summary>
/// <param name="mirror">The open mirror.</param>
/// <param name="clock">The clock for the pauses.</param>
public sealed class MirrorWorker(ChainMirror mirror, TimeProvider clock)
{
    /// <summary>Raised for each view whose registry differs from that of the previous view.</summary>
    public event Action<MirrorView>? RegistryChanged;

    /// <summary>Refreshes repeatedly until cancelled. Never throws; the mirror's state holds the fault of a failure.</summary>
    public async Task RunAsync(TimeSpan interval, CancellationToken cancellationToken)
    {
        var changes = -1L;
        using var timer = new PeriodicTimer(interval, clock);
        try
        {
            do
            {
                await mirror.RefreshAsync(cancellationToken);
                if (mirror.View is { } view && view.Changes != changes)
                {
                    changes = view.Changes;
                    RegistryChanged?.Invoke(view);
                }
            }
            while (await timer.WaitForNextTickAsync(cancellationToken));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The node stops.
        }
    }
}
