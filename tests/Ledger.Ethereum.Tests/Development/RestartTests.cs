using Ledger.Anchoring;
using Ledger.Ethereum.Anchoring;
using Ledger.Ethereum.Council;
using Ledger.Ethereum.Development;
using Ledger.Ethereum.Registry;
using Ledger.Ethereum.Settings;
using Ledger.Ethereum.Tests.Chain;
using Ledger.Ethereum.Tests.Rpc;
using Ledger.Ethereum.Transactions;
using Ledger.Verify.Chain;
using Ledger.Verify.Entries;
using Ledger.Verify.Trees;

namespace Ledger.Ethereum.Tests.Development;

/// <summary>The facts about a bundle are the same after a restart of the embedded chain. A reorganisation removes them.</summary>
public sealed class RestartTests : IDisposable
{
    private static readonly Digest Id = Digest.Sha256([1]);
    private readonly string _directory = Directory.CreateTempSubdirectory("ledger-restart-").FullName;
    private readonly OperatorKey _member = OperatorKey.Generate();
    private readonly OperatorKey _operator = OperatorKey.Generate();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Restart_DeploymentWithAnchorsAndStatuses_GivesTheSameFacts()
    {
        AddressBook book;
        ChainFacts before;
        await using (var dev = await StartAsync())
        {
            book = await DeployAsync(dev);
            using var chain = Connect(dev, book);
            var department = await AdmitAsync(dev, chain);
            await department.SendAsync(department.Grow(4), Cancellation);
            await department.SendAsync(department.Grow(4), Cancellation);
            await department.SendAsync(new StatusCall([new StatusCallItem(Id, EntryStatus.Revoked, default)]), Cancellation);
            before = await FactsAsync(chain, department.Origin);
        }

        await using var again = await StartAsync();
        using var reopened = Connect(again, book);
        var after = await FactsAsync(reopened, "a/log");

        Assert.Equal(await DeployAsync(again), book);
        Assert.Equal(before.Source.Value.Latest, after.Source.Value.Latest);
        Assert.Equal(before.Department.Value, after.Department.Value);
        Assert.Equal(before.LogKeys.Value.Single().Validity, after.LogKeys.Value.Single().Validity);
        Assert.Equal(before.Anchor.Value, after.Anchor.Value);
        Assert.Equal(before.RootAtSize.Value, after.RootAtSize.Value);
        Assert.Equal(before.Statuses.Value, after.Statuses.Value);
        Assert.NotNull(after.Anchor.Value);
        Assert.Single(after.Statuses.Value);
    }

    [Fact]
    public async Task Restart_ChainThatGoesOn_KeepsItsClockAndItsHeads()
    {
        AddressBook book;
        ChainBlock last;
        await using (var dev = await StartAsync())
        {
            book = await DeployAsync(dev);
            using var chain = Connect(dev, book);
            last = (await chain.ReadSourceAsync(Cancellation)).Latest;
        }

        await using var again = await StartAsync();
        using var reopened = Connect(again, book);
        var department = await AdmitAsync(again, reopened);
        var (_, outcome) = await department.SendAsync(department.Grow(3), Cancellation);

        Assert.Equal(last.Number + 3, outcome.Block.Number); // proposed, executed, anchored
        Assert.InRange(outcome.Block.Time, last.Time, last.Time.AddMinutes(5));
        Assert.Equal(1, (await reopened.ReadHeadAsync(department.Origin, Cancellation)).Count);
    }

    [Fact]
    public async Task Restart_AgainAndAgain_KeepsBlockZero()
    {
        var first = new List<string>();
        for (var start = 0; start < 7; start++)
        {
            await using var dev = await StartAsync();
            await Node.AskAsync(dev.Rpc, "evm_mine");
            var block = await Node.AskAsync(dev.Rpc, "eth_getBlockByNumber", "0x0", false);
            first.Add(block.GetProperty("hash").GetString() ?? "");
        }

        Assert.Single(first.Distinct());
    }

    [Fact]
    public async Task Reorganisation_OfTheAnchorsBlock_RemovesTheAnchor()
    {
        await using var dev = await StartAsync();
        var book = await DeployAsync(dev);
        using var chain = Connect(dev, book);
        var department = await AdmitAsync(dev, chain);
        var (sent, outcome) = await department.SendAsync(department.Grow(4), Cancellation);

        await Node.AskAsync(dev.Rpc, "anvil_rollback", [null]);

        Assert.True(outcome.Succeeded);
        Assert.Null(await chain.FindOutcomeAsync(sent.Hash, Cancellation));
        Assert.Equal(0, (await chain.ReadHeadAsync(department.Origin, Cancellation)).Size);
        Assert.Empty(await chain.ReadAnchorsAsync(department.Origin, 0, Cancellation));
        await chain.SendAsync(sent, Cancellation);
        Assert.True((await TestDepartment.WaitAsync(chain, sent, Cancellation)).Succeeded);
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private async Task<DevChain> StartAsync() => await DevChain.StartAsync(
        new DevChainOptions { DataDirectory = _directory, ProgramDirectory = await DevChainProgram.GetDirectoryAsync() }, null, Cancellation);

    private static EthereumAnchorChain Connect(DevChain dev, AddressBook book) =>
        new(new EthereumChainOptions { Endpoints = [dev.Rpc], Registry = book.Registry, ChainId = book.ChainId });

    private async Task<AddressBook> DeployAsync(DevChain dev)
    {
        await dev.FundAsync(_member.Address, Cancellation);
        using var deployer = new ContractDeployer(dev.Rpc, zeroFees: false) { ChainId = dev.ChainId };
        return await deployer.DeployAsync(_member, CouncilSetUp.OneMember(_member.Address), Path.Combine(_directory, "addresses.json"), null, Cancellation);
    }

    private async Task<TestDepartment> AdmitAsync(DevChain dev, EthereumAnchorChain chain)
    {
        await dev.FundAsync(_operator.Address, Cancellation);
        await new CouncilClient(chain, TimeProvider.System).DecideAsync(
            _member, [CouncilCall.Admit("a/log", _operator.Address, "http://127.0.0.1:5080", Id)], "test", Cancellation);
        return new TestDepartment(chain, _operator, "a/log", Id);
    }

    private static async Task<ChainFacts> FactsAsync(EthereumAnchorChain chain, string origin) =>
        await chain.ReadFactsAsync(new BundleQuestions(origin, Id, "nothing", Id, 8), Cancellation);
}
