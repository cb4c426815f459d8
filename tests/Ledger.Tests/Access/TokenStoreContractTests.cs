using Ledger.Access;
using Ledger.Store.Contract;
using Ledger.Tests.Files;

namespace Ledger.Tests.Access;

public sealed class TokenStoreContractTests : TokenStoreContract, IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    protected override ITokenStore Open() => new TokenFiles(_folder["tokens.json"]);
}
