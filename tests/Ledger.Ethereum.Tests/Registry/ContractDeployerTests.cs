using Ledger.Ethereum.Registry;
using Ledger.Ethereum.Tests.Chain;
using Ledger.Ethereum.Transactions;
using Ledger.Verify.Chain;

namespace Ledger.Ethereum.Tests.Registry;

public sealed class ContractDeployerTests(RealChain real) : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("ledger-deploy-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string BookPath => Path.Combine(_directory, "addresses.json");

    [Fact]
    public async Task Deploy_Again_ReturnsTheSameContractsAndSendsNothing()
    {
        var owner = await OwnerAsync();
        using var deployer = await DeployerAsync();
        var first = await deployer.DeployAsync(owner, BookPath, null, Cancellation);

        var second = await deployer.DeployAsync(owner, BookPath, null, Cancellation);

        Assert.Equal(first, second);
        Assert.Equal(4, await (await real.GetAsync()).ReadNonceAsync(owner.Address, Cancellation));
        Assert.False(File.Exists(BookPath + ".plan"));
    }

    [Theory]
    [InlineData("DepartmentRegistry")]
    [InlineData("LogAnchor")]
    [InlineData("RecordStatus")]
    [InlineData("bindContracts")]
    public async Task Deploy_CutOffAfterAnyStep_GoesOnWhereItStopped(string step)
    {
        var owner = await OwnerAsync();
        using var deployer = await DeployerAsync();
        await Assert.ThrowsAsync<CutOffException>(() => deployer.DeployAsync(owner, BookPath, new CutOff(step), Cancellation));
        Assert.False(File.Exists(BookPath));

        var book = await deployer.DeployAsync(owner, BookPath, null, Cancellation);

        Assert.Equal(book, AddressBook.Find(BookPath));
        Assert.Equal(4, await (await real.GetAsync()).ReadNonceAsync(owner.Address, Cancellation));
    }

    [Fact]
    public async Task Deploy_BookNamesContractsThatAreNotThere_IsRefusedAndKept()
    {
        Assert.True(ChainAddress.TryParse("0x00000000000000000000000000000000000000fe", out var nobody));
        var owner = await OwnerAsync();
        var book = await real.GetBookAsync() with { Registry = nobody };
        book.Write(BookPath);
        using var deployer = await DeployerAsync();

        await Assert.ThrowsAsync<DeploymentMismatchException>(() => deployer.DeployAsync(owner, BookPath, null, Cancellation));

        Assert.Equal(book, AddressBook.Find(BookPath));
    }

    [Fact]
    public async Task Deploy_ChainMovedToAnotherPort_UpdatesTheBook()
    {
        var owner = await OwnerAsync();
        var book = await real.GetBookAsync();
        (book with { Rpc = new Uri("http://127.0.0.1:1") }).Write(BookPath);
        using var deployer = await DeployerAsync();

        var found = await deployer.DeployAsync(owner, BookPath, null, Cancellation);

        Assert.Equal(book, found);
        Assert.Equal(book, AddressBook.Find(BookPath));
    }

    [Fact]
    public async Task Deploy_PlanOvertakenByOtherUseOfTheAccount_StartsAnew()
    {
        var owner = await OwnerAsync();
        using var deployer = await DeployerAsync();
        await File.WriteAllTextAsync(BookPath + ".plan", $"{owner.Address} 31337 0\n", Cancellation);
        await deployer.DeployAsync(owner, Path.Combine(_directory, "other.json"), null, Cancellation);
        await File.WriteAllTextAsync(BookPath + ".plan", $"{owner.Address} 31337 3\n", Cancellation);

        var book = await deployer.DeployAsync(owner, BookPath, null, Cancellation);

        Assert.NotEqual(book.Registry, AddressBook.Find(Path.Combine(_directory, "other.json"))!.Registry);
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private async Task<ContractDeployer> DeployerAsync() => new((await real.GetDevChainAsync()).Rpc, 31337, zeroFees: false);

    private async Task<OperatorKey> OwnerAsync()
    {
        var owner = OperatorKey.Generate();
        await (await real.GetDevChainAsync()).FundAsync(owner.Address, Cancellation);
        return owner;
    }

    /// <summary>Throws in the middle: when the step is announced, everything before it is on chain.</summary>
    private sealed class CutOff(string step) : IProgress<DeployProgress>
    {
        public void Report(DeployProgress value)
        {
            if (value.What == step)
            {
                throw new CutOffException();
            }
        }
    }

    private sealed class CutOffException : Exception;
}
