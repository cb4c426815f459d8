using Ledger.Keys;
using Ledger.Store.Contract;
using Ledger.Tests.Files;

namespace Ledger.Tests.Keys;

public sealed class DepartmentKeysContractTests : DepartmentKeysContract, IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    protected override IDepartmentKeys Open() => new KeyFiles(_folder["keys"], TestMaster.FromByte(1));
}
