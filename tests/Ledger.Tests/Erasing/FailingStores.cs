using System.Reflection;
using Ledger.Departments;
using Ledger.Erasing;
using Ledger.Hosting;
using Ledger.Keys;
using Ledger.Log;
using Ledger.Migrating;
using Ledger.Sharing;
using Ledger.Tests.Log;

namespace Ledger.Tests.Erasing;

/// <summary>Real stores whose writes fail, one by one: every write that an erasure or a disclosure waits for.</summary>
internal sealed class FailingStores(IDepartmentStores stores, Failpoint failpoint) : IDepartmentStores
{
    public ValueTask CarryOverAsync(DepartmentProfile department, CancellationToken cancellationToken) => stores.CarryOverAsync(department, cancellationToken);

    public async ValueTask<IHeadLock> OpenHeadLockAsync(DepartmentProfile department, CancellationToken cancellationToken) =>
        Wrap(await stores.OpenHeadLockAsync(department, cancellationToken), nameof(IHeadLock.AdvanceAsync));

    public async ValueTask<IDepartmentStore> OpenAsync(DepartmentProfile department, HeldHead? held, CancellationToken cancellationToken)
    {
        var store = Wrap(await stores.OpenAsync(department, held, cancellationToken), nameof(IDocumentIndex.Forget));
        ((FailingCalls)(object)store).OnSession = session => Wrap(session, nameof(ILogSession.TryCommitAsync));
        return store;
    }

    public async ValueTask<ISubjectKeys> OpenSubjectKeysAsync(DepartmentProfile department, CancellationToken cancellationToken) =>
        Wrap(await stores.OpenSubjectKeysAsync(department, cancellationToken), nameof(ISubjectKeys.FlushAsync), nameof(ISubjectKeys.EraseAsync));

    public IErasureStore OpenErasures(DepartmentProfile department) =>
        Wrap(stores.OpenErasures(department), nameof(IErasureStore.ReplaceAsync), nameof(IErasureStore.AddErasedAsync));

    public IShareStore OpenShares(DepartmentProfile department) =>
        Wrap(stores.OpenShares(department), nameof(IShareStore.AddAsync), nameof(IShareStore.EndAsync), nameof(IShareStore.ForgetAsync));

    public ITileStore OpenTiles(DepartmentProfile department) =>
        Wrap(stores.OpenTiles(department), nameof(ITileStore.WriteAsync), nameof(ITileStore.ReplaceCheckpointAsync));

    public IMigrationStore OpenMigrations(DepartmentProfile department) => stores.OpenMigrations(department);

    public AuthorisedTypes OpenTypes(DepartmentProfile department) => stores.OpenTypes(department);

    private T Wrap<T>(T inner, params string[] writes)
        where T : class
    {
        var proxy = DispatchProxy.Create<T, FailingCalls>();
        var calls = (FailingCalls)(object)proxy;
        (calls.Inner, calls.Writes, calls.Failpoint) = (inner, writes, failpoint);
        return proxy;
    }
}

/// <summary>Passes every call on, and lets a write fail before or after it.</summary>
#pragma warning disable CA1852 // The framework derives the proxy from it.
internal class FailingCalls : DispatchProxy
#pragma warning restore CA1852
{
    public object Inner { get; set; } = null!; // Set by the only place that makes one.

    public IReadOnlyList<string> Writes { get; set; } = [];

    public Failpoint Failpoint { get; set; } = Failpoint.Never;

    public Func<ILogSession, ILogSession>? OnSession { get; set; }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var isDue = Writes.Contains(targetMethod!.Name) && Failpoint.IsDue();
        if (isDue && Failpoint.Reached is not Reached.All)
        {
            throw Failpoint.Failed();
        }

        var result = targetMethod.Invoke(Inner, BindingFlags.DoNotWrapExceptions, binder: null, args, culture: null);
        if (isDue)
        {
            Finish(result);
            throw Failpoint.Failed();
        }

        return OnSession is not null && result is ValueTask<ILogSession> ? Box(WrapAsync(result, OnSession)) : result;
    }

    private static object Box(ValueTask<ILogSession> session) => session;

    private static async ValueTask<ILogSession> WrapAsync(object session, Func<ILogSession, ILogSession> wrap) =>
        wrap(await (Task<ILogSession>)ToTask(session)!);

    private static void Finish(object? result)
    {
        ToTask(result)?.GetAwaiter().GetResult();
    }

    private static Task? ToTask(object? result) => result?.GetType().GetMethod(nameof(ValueTask.AsTask))?.Invoke(result, null) as Task;
}
