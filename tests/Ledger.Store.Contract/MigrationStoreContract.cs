using Ledger.Migrating;
using Ledger.Verify.Migrations;
using Ledger.Verify.Trees;

namespace Ledger.Store.Contract;

/// <summary>The contract of <see cref="IMigrationStore"/>, for every implementation.</summary>
public abstract class MigrationStoreContract
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Opens the store of this test as another process would, empty at first.</summary>
    protected abstract IMigrationStore Open();

    /// <summary>Records of two moves, in the order they were logged.</summary>
    protected abstract Task<IReadOnlyList<MigrationFile>> MakeTwoAsync();

    [Fact]
    public async Task List_NewStore_IsEmpty()
    {
        Assert.Empty(await Open().ListAsync(Cancel));
        Assert.Null(await Open().FindBytesAsync(Digest.Sha256("any"u8), Cancel));
    }

    [Fact]
    public async Task Save_InAnyOrder_ListsThemAsTheyWereLogged()
    {
        var files = await MakeTwoAsync();
        await Open().SaveAsync(files[1], Cancel);
        await Open().SaveAsync(files[0], Cancel);

        var listed = await Open().ListAsync(Cancel);

        Assert.Equal(files.Select(file => file.Record.Hash), listed.Select(file => file.Record.Hash));
        Assert.Equal(files.Select(file => Convert.ToHexString(file.ToBytes())), listed.Select(file => Convert.ToHexString(file.ToBytes())));
    }

    [Fact]
    public async Task Save_Again_KeepsTheFirstOctets()
    {
        var files = await MakeTwoAsync();
        await Open().SaveAsync(files[0], Cancel);

        await Open().SaveAsync(files[0], Cancel);

        Assert.Equal(files[0].ToBytes(), (await Open().FindBytesAsync(files[0].Record.Hash, Cancel))!.Value.ToArray());
        Assert.Single(await Open().ListAsync(Cancel));
        Assert.Null(await Open().FindBytesAsync(files[1].Record.Hash, Cancel));
    }
}
