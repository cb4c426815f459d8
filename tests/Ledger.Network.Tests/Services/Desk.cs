namespace Ledger.Network.Tests.Services;

/// <summary>A desk that issues a record every four seconds, whatever the chain does, until it closes.</summary>
internal sealed class Desk : IAsyncDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(4);
    private readonly CancellationTokenSource _close = new();
    private readonly Task _working;

    public Desk(Service service) => _working = WorkAsync(service);

    /// <summary>Throws what went wrong at the desk, if anything did.</summary>
    public async ValueTask DisposeAsync()
    {
        await _close.CancelAsync();
        await _working;
        _close.Dispose();
    }

    private async Task WorkAsync(Service service)
    {
        using var timer = new PeriodicTimer(Pace);
        try
        {
            while (await timer.WaitForNextTickAsync(_close.Token))
            {
                await service.IssueAsync();
                await service.AreAllFinalAsync();
            }
        }
        catch (OperationCanceledException) when (_close.IsCancellationRequested)
        {
            // Closed.
        }
    }
}
