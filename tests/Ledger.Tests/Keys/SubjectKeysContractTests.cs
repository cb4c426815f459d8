using Ledger.Keys;
using Ledger.Store.Contract;
using Ledger.Tests.Files;

namespace Ledger.Tests.Keys;

public sealed class SubjectKeysContractTests : SubjectKeysContract, IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    protected override ValueTask<ISubjectKeys> OpenAsync() =>
        ValueTask.FromResult<ISubjectKeys>(FileSubjectKeys.Open(_folder["subjects.slots"], TestMaster.FromByte(1)));

    protected override async ValueTask<byte[]> ReadStoredAsync() => await File.ReadAllBytesAsync(_folder["subjects.slots"], TestContext.Current.CancellationToken);
}
