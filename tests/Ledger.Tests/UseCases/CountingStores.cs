using System.Reflection;
using Ledger.Departments;
using Ledger.Erasing;
using Ledger.Hosting;
using Ledger.Keys;
using Ledger.Log;
using Ledger.Migrating;
using Ledger.Sharing;
using Ledger.Tests.Log;

namespace Ledger.Tests.UseCases;

/// <summary>A real store whose reads of payloads and searches for persons are counted, and whose commits and sealing a test can hold.</summary>
internal sealed class CountingStores(IDepartmentStores stores) : IDepartmentStores
{
    /// <summary>How many payloads were read since the stores were opened.</summary>
    public int PayloadReads { get; private set; }

    /// <summary>How often a person was looked up since the stores were opened.</summary>
    public int SubjectLookups { get; private set; }

    /// <summary>Holds the commits from now on. Null holds none.</summary>
    public CommitGate? Gate { get; set; }

    /// <summary>Runs when a record got the key of its subject, before it is sealed. Null runs nothing.</summary>
    public Func<Task>? AfterSubject { get; set; }

    public async ValueTask<IDepartmentStore> OpenAsync(DepartmentProfile department, HeldHead? held, CancellationToken cancellationToken)
    {
        var counted = DispatchProxy.Create<IDepartmentStore, CountedStore>();
        var counter = (CountedStore)counted;
        counter.Store = await stores.OpenAsync(department, held, cancellationToken);
        counter.OnPayloadRead = () => PayloadReads++;
        counter.FindGate = () => Gate;
        return counted;
    }

    public ValueTask CarryOverAsync(DepartmentProfile department, CancellationToken cancellationToken) => stores.CarryOverAsync(department, cancellationToken);

    public ValueTask<IHeadLock> OpenHeadLockAsync(DepartmentProfile department, CancellationToken cancellationToken) =>
        stores.OpenHeadLockAsync(department, cancellationToken);

    public async ValueTask<ISubjectKeys> OpenSubjectKeysAsync(DepartmentProfile department, CancellationToken cancellationToken) =>
        new CountedKeys(await stores.OpenSubjectKeysAsync(department, cancellationToken), () => SubjectLookups++, () => AfterSubject?.Invoke() ?? Task.CompletedTask);

    public ITileStore OpenTiles(DepartmentProfile department) => stores.OpenTiles(department);

    public IMigrationStore OpenMigrations(DepartmentProfile department) => stores.OpenMigrations(department);

    public IErasureStore OpenErasures(DepartmentProfile department) => stores.OpenErasures(department);

    public IShareStore OpenShares(DepartmentProfile department) => stores.OpenShares(department);

    public AuthorisedTypes OpenTypes(DepartmentProfile department) => stores.OpenTypes(department);
}
