using System.Reflection;
using Ledger.Hosting;
using Ledger.Log;
using Ledger.Tests.Log;

namespace Ledger.Tests.UseCases;

/// <summary>Passes every call on to a real store. Counts reads of payloads, and holds commits at a gate.</summary>
#pragma warning disable CA1852 // The framework derives the proxy from it.
internal class CountedStore : DispatchProxy
#pragma warning restore CA1852
{
    public IDepartmentStore Store { get; set; } = null!; // Set by the only place that makes one.

    public Action OnPayloadRead { get; set; } = () => { };

    public Func<CommitGate?> FindGate { get; set; } = () => null;

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod?.Name == nameof(ILogStore.ReadPayloadAsync))
        {
            OnPayloadRead();
        }

        return targetMethod?.Name == nameof(ILogStore.BeginWriteAsync)
            ? new ValueTask<ILogSession>(BeginAsync())
            : targetMethod?.Invoke(Store, BindingFlags.DoNotWrapExceptions, binder: null, args, culture: null);
    }

    private async Task<ILogSession> BeginAsync() => new WatchedSession(Store, await Store.BeginWriteAsync(CancellationToken.None), async commit =>
    {
        await (FindGate()?.PassAsync() ?? Task.CompletedTask);
        return await commit();
    });
}
