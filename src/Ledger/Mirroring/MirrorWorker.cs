namespace Ledger.Mirroring;

/// <summary>Keeps a mirror up to date for as long as the node runs.</summary>
/// <param name="mirror">The mirror; opened already.</param>
/// <param name="clock">Whose time the pauses are.</param>
public sealed class MirrorWorker(ChainMirror mirror, TimeProvider clock)
{
    /// <summary>Told each view that has other contents of the registry than the one before.</summary>
    public event Action<MirrorView>? RegistryChanged;

    /// <summary>One pass after the other until cancelled; what goes wrong is in the mirror's state. Never throws.</summary>
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
