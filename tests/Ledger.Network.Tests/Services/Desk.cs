namespace Ledger.Network.Tests.Services;

/// <summary>Issues a record every four seconds until it is disposed, whatever the chain does.</summary>
internal sealed class Desk : IAsyncDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(4);
    private readonly CancellationTokenSource _close = new();
    private readonly Task _working;

    public Desk(Service service) => _working = WorkAsync(service);

    /// <summary>Stops issuing. Throws the error of a failed request, if there is one.</summary>
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
            // The desk is closed.
        }
    }
}
