using Ledger.Log;
using Ledger.Store.Contract;
using Ledger.Tests.Files;

namespace Ledger.Tests.Log;

public sealed class HeadLockContractTests : HeadLockContract, IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    protected override ValueTask<IHeadLock> OpenAsync() =>
        ValueTask.FromResult<IHeadLock>(FileHeadLock.Open(_folder["heads/education.head"], "ledger.localhost/education/log"));
}
