using Ledger.Migrating;
using Ledger.Store.Contract;
using Ledger.Tests.Files;
using Ledger.Tests.Statuses;
using Ledger.Verify.Migrations;

namespace Ledger.Tests.Migrating;

public sealed class MigrationStoreContractTests : MigrationStoreContract, IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    protected override IMigrationStore Open() => new MigrationFolder(_folder["migration"]);

    protected override async Task<IReadOnlyList<MigrationFile>> MakeTwoAsync()
    {
        await using var bench = await WorkerBench.OpenAsync();
        await bench.Log.AddAsync(1);
        await bench.ReconcileAndMineAsync(2);
        return [await bench.LogMoveAsync(1), await bench.LogMoveAsync(2)];
    }
}
