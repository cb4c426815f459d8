using Ledger.Anchoring;
using Ledger.Ethereum.Anchoring;
using Ledger.Ethereum.Council;
using Ledger.Ethereum.Registry;
using Ledger.Ethereum.Settings;
using Ledger.Ethereum.Tests.Chain;
using Ledger.Ethereum.Tests.Rpc;
using Ledger.Ethereum.Transactions;
using Ledger.Verify.Chain;
using Ledger.Verify.Faults;
using Ledger.Verify.Trees;

namespace Ledger.Ethereum.Tests.Registry;

public sealed class ContractDeployerTests(RealChain real) : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("ledger-deploy-").FullName;
    private readonly OperatorKey[] _members = [OperatorKey.Generate(), OperatorKey.Generate(), OperatorKey.Generate()];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string BookPath => Path.Combine(_directory, "addresses.json");

    private CouncilSetUp Council => new([.. _members.Select(member => member.Address)], 2, TimeSpan.FromHours(24), TimeSpan.FromDays(14))
    {
        LeastDelay = TimeSpan.FromHours(12),
    };

    [Fact]
    public async Task Deploy_Council_IsTheRequestedOneWithoutTheDeployer()
    {
        var owner = await OwnerAsync();
        using var deployer = await DeployerAsync();

        var book = await deployer.DeployAsync(owner, Council, BookPath, null, Cancellation);

        using var chain = new EthereumAnchorChain(new EthereumChainOptions
        {
            Endpoints = [(await real.GetDevChainAsync()).Rpc],
            Registry = book.Registry,
            ChainId = book.ChainId,
            GenesisHash = book.Genesis,
            FirstBlock = book.Block,
        });
        var state = await new CouncilClient(chain, TimeProvider.System).ReadStateAsync(Cancellation);
        Assert.Equal(Council.Members.ToHashSet(), state.Members.ToHashSet());
        Assert.Equal((2, TimeSpan.FromHours(24), TimeSpan.FromDays(14), 1), (state.Threshold, state.Delay, state.Lifetime, state.Round));
        Assert.Equal(Council.LeastDelay, state.LeastDelay);
        Assert.DoesNotContain(owner.Address, state.Members);
        Assert.Null(book.Rpc);
        Assert.InRange(book.Block, 1, state.Block.Number);
    }

    [Fact]
    public async Task Deploy_Again_ReturnsTheSameContractsAndSendsNothing()
    {
        var owner = await OwnerAsync();
        using var deployer = await DeployerAsync();
        var first = await deployer.DeployAsync(owner, Council, BookPath, null, Cancellation);

        var second = await deployer.DeployAsync(owner, Council, BookPath, null, Cancellation);

        Assert.Equal(first, second);
        Assert.Equal(3, await (await real.GetAsync()).ReadNonceAsync(owner.Address, Cancellation));
        Assert.False(File.Exists(BookPath + ".plan"));
    }

    [Theory]
    [InlineData("DepartmentRegistry")]
    [InlineData("LogAnchor")]
    [InlineData("RecordStatus")]
    [InlineData("check")]
    [InlineData("done")]
    public async Task Deploy_InterruptedAfterAnyStep_Continues(string step)
    {
        var owner = await OwnerAsync();
        using var deployer = await DeployerAsync();
        await Assert.ThrowsAsync<CutOffException>(() => deployer.DeployAsync(owner, Council, BookPath, new CutOff(step), Cancellation));
        Assert.False(File.Exists(BookPath));

        var book = await deployer.DeployAsync(owner, Council, BookPath, null, Cancellation);

        Assert.Equal(book, AddressBook.Find(BookPath));
        Assert.Equal(3, await (await real.GetAsync()).ReadNonceAsync(owner.Address, Cancellation));
    }

    [Fact]
    public async Task Deploy_ContinuedWithAnotherCouncil_IsRefused()
    {
        var owner = await OwnerAsync();
        using var deployer = await DeployerAsync();
        await Assert.ThrowsAsync<CutOffException>(() => deployer.DeployAsync(owner, Council, BookPath, new CutOff("LogAnchor"), Cancellation));

        var refused = await Assert.ThrowsAsync<FaultException>(
            () => deployer.DeployAsync(owner, Council with { Threshold = 3 }, BookPath, null, Cancellation));

        Assert.Equal(GovernanceFaults.OtherCouncil, refused.Fault);
        Assert.False(File.Exists(BookPath));
    }

    [Fact]
    public async Task Deploy_BookNamesContractsThatAreNotThere_IsRefusedAndKept()
    {
        var book = await real.GetBookAsync() with { Registry = Address("0x00000000000000000000000000000000000000fe") };

        await AssertRefusedAsync(book, GovernanceFaults.ContractMissing);
    }

    [Fact]
    public async Task Deploy_BookOfAnotherChain_IsRefusedAndKept() =>
        await AssertRefusedAsync(await real.GetBookAsync() with { ChainId = 1 }, GovernanceFaults.OtherChain);

    [Fact]
    public async Task Deploy_BookOfAChainThatWasReset_IsRefusedAndKept() =>
        await AssertRefusedAsync(await real.GetBookAsync() with { Genesis = Digest.Sha256([1]) }, GovernanceFaults.OtherGenesis);

    [Fact]
    public async Task Deploy_BookWithTheContractsOfAnotherRegistry_IsRefusedAndKept()
    {
        var owner = await OwnerAsync();
        using var deployer = await DeployerAsync();
        var other = await deployer.DeployAsync(owner, Council, Path.Combine(_directory, "other.json"), null, Cancellation);

        // Each contract is genuine, but they do not belong together.
        await AssertRefusedAsync(await real.GetBookAsync() with { Anchor = other.Anchor }, GovernanceFaults.ContractForeign, "The code at ");
        await AssertRefusedAsync(await real.GetBookAsync() with { Registry = other.Registry }, GovernanceFaults.ContractForeign, "The code at ");
    }

    [Theory]
    [InlineData("registry")]
    [InlineData("anchor")]
    [InlineData("status")]
    public async Task Deploy_CodeWithOneBitChanged_IsRefused(string which)
    {
        var owner = await OwnerAsync();
        using var deployer = await DeployerAsync();
        var book = await deployer.DeployAsync(owner, Council, BookPath, null, Cancellation);
        var contract = which switch { "registry" => book.Registry, "anchor" => book.Anchor, _ => book.Status };
        var code = (await AskAsync("eth_getCode", contract.ToString(), "latest")).GetString()!; // it exists
        await AskAsync("anvil_setCode", contract.ToString(), code[..^1] + (code[^1] == '0' ? '1' : '0'));

        await AssertRefusedAsync(book, GovernanceFaults.ContractForeign, "The code at ");
    }

    [Fact]
    public async Task Deploy_OnAnotherChainThanExpected_IsRefusedAndSendsNothing()
    {
        var owner = await OwnerAsync();
        var rpc = (await real.GetDevChainAsync()).Rpc;
        using var otherId = new ContractDeployer(rpc, zeroFees: false) { ChainId = 1 };
        using var otherGenesis = new ContractDeployer(rpc, zeroFees: false) { Genesis = Digest.Sha256([1]) };

        var id = await Assert.ThrowsAsync<FaultException>(() => otherId.DeployAsync(owner, Council, BookPath, null, Cancellation));
        var genesis = await Assert.ThrowsAsync<FaultException>(() => otherGenesis.DeployAsync(owner, Council, BookPath, null, Cancellation));

        Assert.Equal((GovernanceFaults.OtherChain, GovernanceFaults.OtherGenesis), (id.Fault, genesis.Fault));
        Assert.Equal(0, await (await real.GetAsync()).ReadNonceAsync(owner.Address, Cancellation));
    }

    [Fact]
    public async Task Deploy_ChainMovedToAnotherPort_UpdatesTheBook()
    {
        var owner = await OwnerAsync();
        var book = await real.GetBookAsync();
        (book with { Rpc = new Uri("http://127.0.0.1:1") }).Write(BookPath);
        using var deployer = new ContractDeployer((await real.GetDevChainAsync()).Rpc, zeroFees: false) { NamesRpc = true };

        var found = await deployer.DeployAsync(owner, Council, BookPath, null, Cancellation);

        Assert.Equal(book, found);
        Assert.Equal(book, AddressBook.Find(BookPath));
    }

    [Theory]
    [InlineData("3 1")]
    [InlineData("1 1")]
    [InlineData("9 1")]
    [InlineData("0")]
    [InlineData("a plan")]
    public async Task Deploy_UnusablePlan_IsReplaced(string plan)
    {
        var owner = await OwnerAsync();
        using var deployer = await DeployerAsync();
        await deployer.DeployAsync(owner, Council, Path.Combine(_directory, "other.json"), null, Cancellation);
        await SendElsewhereAsync(owner);
        await File.WriteAllTextAsync(BookPath + ".plan", $"{owner.Address} 31337 {plan}\n", Cancellation);

        var book = await deployer.DeployAsync(owner, Council, BookPath, null, Cancellation);

        Assert.NotEqual(book.Registry, AddressBook.Find(Path.Combine(_directory, "other.json"))!.Registry);
    }

    [Theory]
    [InlineData(0, 24, 336)]
    [InlineData(1, 24, 336)]
    [InlineData(4, 24, 336)]
    [InlineData(2, -1, 336)]
    [InlineData(2, 11, 336)]
    [InlineData(2, 24, 24)]
    [InlineData(2, 24, 47)]
    [InlineData(2, 2159, 2160)]
    [InlineData(2, 24, 2161)]
    public async Task Deploy_CouncilTheContractWouldRefuse_IsABug(int threshold, int delayHours, int lifetimeHours)
    {
        using var deployer = await DeployerAsync();
        var council = new CouncilSetUp(Council.Members, threshold, TimeSpan.FromHours(delayHours), TimeSpan.FromHours(lifetimeHours))
        {
            LeastDelay = Council.LeastDelay,
        };

        await Assert.ThrowsAsync<ArgumentException>(async () => await deployer.DeployAsync(await OwnerAsync(), council, BookPath, null, Cancellation));
        Assert.NotNull(new CouncilSetUp([Council.Members[0], Council.Members[0]], 2, default, TimeSpan.FromDays(1)) { LeastDelay = default }.FindProblem());
        Assert.NotNull(new CouncilSetUp([default], 1, default, TimeSpan.FromDays(1)) { LeastDelay = default }.FindProblem());
        Assert.Null(CouncilSetUp.OneMember(Council.Members[0]).FindProblem());
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private static ChainAddress Address(string text) => ChainAddress.TryParse(text, out var address) ? address : throw new ArgumentException(text);

    private async Task AssertRefusedAsync(AddressBook book, Fault fault, string detail = "")
    {
        book.Write(BookPath);
        using var deployer = await DeployerAsync();

        var refused = await Assert.ThrowsAsync<FaultException>(
            async () => await deployer.DeployAsync(await OwnerAsync(), Council, BookPath, null, Cancellation));

        Assert.Equal(fault, refused.Fault);
        Assert.Contains(detail, refused.Detail, StringComparison.Ordinal);
        Assert.Equal(book, AddressBook.Find(BookPath));
    }

    private async Task<System.Text.Json.JsonElement> AskAsync(string method, params object?[] parameters) =>
        await Node.AskAsync((await real.GetDevChainAsync()).Rpc, method, parameters);

    /// <summary>Sends a transaction that creates nothing.</summary>
    private async Task SendElsewhereAsync(OperatorKey owner)
    {
        var account = owner.Address.ToString();
        await AskAsync("anvil_impersonateAccount", account);
        await AskAsync("eth_sendTransaction", new Dictionary<string, object?> { ["from"] = account, ["to"] = account, ["value"] = "0x1" });
        await AskAsync("anvil_stopImpersonatingAccount", account);
        var chain = await real.GetAsync();
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (await chain.ReadNonceAsync(owner.Address, Cancellation) < 4)
        {
            await ticks.WaitForNextTickAsync(Cancellation);
        }
    }

    private async Task<ContractDeployer> DeployerAsync() => new((await real.GetDevChainAsync()).Rpc, zeroFees: false) { ChainId = 31337 };

    private async Task<OperatorKey> OwnerAsync()
    {
        var owner = OperatorKey.Generate();
        await (await real.GetDevChainAsync()).FundAsync(owner.Address, Cancellation);
        return owner;
    }

    /// <summary>Throws in the middle. When a step is announced, everything before it is on chain.</summary>
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
