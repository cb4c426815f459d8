using System.Reflection;
using Ledger.Departments;
using Ledger.Erasing;
using Ledger.Hosting;
using Ledger.Keys;
using Ledger.Log;
using Ledger.Migrating;

namespace Ledger.Tests.UseCases;

/// <summary>A real store whose reads of payloads are counted.</summary>
internal sealed class CountingStores(IDepartmentStores stores) : IDepartmentStores
{
    /// <summary>How many payloads were read since the stores were opened.</summary>
    public int PayloadReads { get; private set; }

    public async ValueTask<IDepartmentStore> OpenAsync(DepartmentProfile department, HeldHead? held, CancellationToken cancellationToken)
    {
        var counted = DispatchProxy.Create<IDepartmentStore, CountedStore>();
        var counter = (CountedStore)counted;
        counter.Store = await stores.OpenAsync(department, held, cancellationToken);
        counter.OnPayloadRead = () => PayloadReads++;
        return counted;
    }

    public ValueTask CarryOverAsync(DepartmentProfile department, CancellationToken cancellationToken) => stores.CarryOverAsync(department, cancellationToken);

    public ValueTask<IHeadLock> OpenHeadLockAsync(DepartmentProfile department, CancellationToken cancellationToken) =>
        stores.OpenHeadLockAsync(department, cancellationToken);

    public ValueTask<ISubjectKeys> OpenSubjectKeysAsync(DepartmentProfile department, CancellationToken cancellationToken) =>
        stores.OpenSubjectKeysAsync(department, cancellationToken);

    public ITileStore OpenTiles(DepartmentProfile department) => stores.OpenTiles(department);

    public IMigrationStore OpenMigrations(DepartmentProfile department) => stores.OpenMigrations(department);

    public IErasureStore OpenErasures(DepartmentProfile department) => stores.OpenErasures(department);

    public AuthorisedTypes OpenTypes(DepartmentProfile department) => stores.OpenTypes(department);
}

/// <summary>Passes every call on.</summary>
#pragma warning disable CA1852 // The framework derives the proxy from it.
internal class CountedStore : DispatchProxy
#pragma warning restore CA1852
{
    public IDepartmentStore Store { get; set; } = null!; // Set by the only place that makes one.

    public Action OnPayloadRead { get; set; } = () => { };

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod?.Name == nameof(ILogStore.ReadPayloadAsync))
        {
            OnPayloadRead();
        }

        return targetMethod?.Invoke(Store, BindingFlags.DoNotWrapExceptions, binder: null, args, culture: null);
    }
}
